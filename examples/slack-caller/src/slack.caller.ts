import {
  BaseWebhookCaller,
  WebhookCaller,
  WebhookHttpClient,
  type CallContext,
  type Receipt,
} from 'netpulse/plugin';
import { SlackOptions } from './slack-options.js';
import { slackText } from './slack-text.js';

/** `name: "slack"` in a request: posts one line of text to a Slack-compatible incoming webhook. */
@WebhookCaller('slack', { description: 'Posts a line of text to a Slack channel.', options: SlackOptions })
export class SlackCaller extends BaseWebhookCaller<SlackOptions> {
  constructor(private readonly http: WebhookHttpClient) {
    super();
  }

  call(context: CallContext<SlackOptions>): Promise<Receipt> {
    const { channel, username } = context.webhook.options;
    return this.http.send(context, { body: { channel, username, text: slackText(context.event) } });
  }
}
