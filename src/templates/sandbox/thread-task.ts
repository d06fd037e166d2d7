import type { Jinja2Options } from '../jinja2/environment.js';
import type { TemplateChoice } from '../template-choice.js';
import type { TemplateErrorType } from '../template-error.js';

/** What a thread is asked to do. */
export type ThreadTask =
  | {
      readonly kind: 'jinja2';
      readonly template: TemplateChoice;
      readonly context: object;
      readonly options: Jinja2Options;
    }
  | {
      readonly kind: 'textfsm';
      readonly template: TemplateChoice | null;
      readonly output: string;
      readonly platform: string | null;
      readonly command: string | null;
    };

/** What came of it. */
export type ThreadAnswer =
  | { readonly ok: true; readonly value: string | object }
  | {
      readonly ok: false;
      readonly type: TemplateErrorType;
      readonly message: string;
      readonly line: number | null;
    };

/** What thread and process say when they have loaded their code and can work. */
export const READY = 'ready';

/** What the process tells of it. */
export type ProcessAnswer = ThreadAnswer | { readonly ok: false; readonly outOfMemory: true };

/** The operator's folders; null when there is none. */
export interface TemplateFolders {
  readonly templates: string | null;
  readonly ntcTemplates: string | null;
}
