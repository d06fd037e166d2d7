import { DeviceError } from '../device-error.js';
import type { Conversation } from './conversation.js';
import type { Limits } from './mode-navigator.js';
import { ANY_PLATFORM } from './platforms/platform-registry.js';
import type { Platform } from './platforms/platform.js';
import type { SecretsMask } from '../secrets-mask.js';
import type { Prompt } from './prompt.js';
import { platformOfAnswer, platformsOfPrompt, probesFor } from './recognition.js';

const MOST_RETURNS = 5;
const SHOWN_IN_ERRORS = 200;

/**
 * Finds out what is at the other end of a conversation that has just logged in, and lets the conversation go on with it.
 * Asks only what tells platforms with such a prompt apart, and nothing more once one is sure.
 *
 * @throws DeviceError of type UnexpectedOutput saying what was tried and what came last
 */
export async function detectPlatform(
  conversation: Conversation,
  mask: SecretsMask,
  limits: Limits,
): Promise<Platform> {
  try {
    return await detect(conversation, mask, limits);
  } catch (error) {
    if (!(error instanceof DeviceError) || error.type !== 'CommandTimeout') throw error;
    const message = error.message.replace('Command timeout', 'Platform not recognized');
    throw new DeviceError('UnexpectedOutput', message, { cause: error });
  }
}

async function detect(conversation: Conversation, mask: SecretsMask, limits: Limits): Promise<Platform> {
  const { text: prompt, shown } = await awaitSteadyPrompt(conversation, mask, limits);
  const above = shown.at(-2) ?? '';
  const candidates = platformsOfPrompt(prompt, above);
  const probes = probesFor(candidates);
  let last = prompt;
  conversation.learnName();
  for (const probe of probes) {
    const { output } = await conversation.ask({ lines: [probe], questions: [], ...limits });
    const answer = output.join('\n');
    const platform = platformOfAnswer(candidates, probe, answer);
    if (platform) {
      conversation.goOnAs(platform, prompt, above);
      return platform;
    }
    last = `${answer}\n${prompt}`;
  }
  throw notRecognized(probes, mask.apply(last).slice(-SHOWN_IN_ERRORS));
}

/** A line of the greeting may look like a prompt; only a prompt comes again after a return. */
async function awaitSteadyPrompt(
  conversation: Conversation,
  mask: SecretsMask,
  limits: Limits,
): Promise<{ readonly text: string; readonly shown: readonly string[] }> {
  const questions = ANY_PLATFORM.loginQuestions;
  let earlier = await conversation.ask({ lines: [], questions, ...limits });
  for (let returns = 0; returns < MOST_RETURNS; returns += 1) {
    const later = await conversation.ask({ lines: [''], questions, ...limits });
    if (later.prompt && withoutNumbers(later.prompt) === withoutNumbers(earlier.prompt))
      return { text: later.prompt.text, shown: later.shown };
    earlier = later;
  }
  throw notRecognized([], mask.apply(earlier.prompt?.text ?? ''));
}

/** A prompt may tell the time, or count. */
function withoutNumbers(prompt: Prompt | null): string | undefined {
  return prompt?.name.replaceAll(/\d+/g, '0');
}

function notRecognized(tried: readonly string[], last: string): DeviceError {
  const probes = tried.map((probe) => `"${probe}"`).join(', ');
  const asked = tried.length === 0 ? 'its prompt is' : `its answers to ${probes} are`;
  return new DeviceError(
    'UnexpectedOutput',
    `Platform not recognized: ${asked} of no platform that NetPulse knows; last came ${JSON.stringify(last)}`,
  );
}
