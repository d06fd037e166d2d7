import type { Statement } from './statements.js';

/** Commands of the documentation that no test can run as they stand, and who looks after what they do. */
export interface NotRun {
  /** The chapter; any when left out. */
  readonly chapter?: string;
  readonly statement: RegExp;
  readonly because: string;
}

const DEPLOYMENT = 'docs/deployment.md';
const SIGNATURES = 'docs/webhooks/signatures.md';

export const NOT_RUN: readonly NotRun[] = [
  {
    chapter: 'docs/tutorial.md',
    statement: /./,
    because: 'tutorial.e2e-spec.ts runs it from its beginning to its end',
  },
  { statement: /^npm run demo\b/, because: 'demo.e2e-spec.ts runs it' },
  { statement: /^npm test\b/, because: 'it is what runs this' },
  {
    statement: /^npm run (?:chaos|fuzz)\b/,
    because: 'takes minutes; chaos.e2e-spec.ts and fuzz.e2e-spec.ts make short runs',
  },
  {
    statement: /^docker /,
    because: 'no Docker in CI; deploy.e2e-spec.ts checks the Dockerfile and the compose file',
  },
  {
    chapter: DEPLOYMENT,
    statement: /^curl /,
    because: 'asks what docker compose has started',
  },
  { statement: /^kubectl /, because: 'no cluster in CI' },
  {
    statement: /^helm install /,
    because: 'no cluster in CI; deploy.e2e-spec.ts looks at values and templates, and renders none',
  },
  {
    statement: /^(?:systemctl |cat \/var\/lib\/netpulse\/)/,
    because: 'no systemd in a container; deploy.e2e-spec.ts verifies the units',
  },
  {
    chapter: DEPLOYMENT,
    statement: /^(?:cp|mkdir) .*\/etc\//,
    because: "changes the machine's own folders",
  },
  {
    statement: /^vault /,
    because: 'no Vault in CI; credentials.e2e-spec.ts asks a server that speaks its API',
  },
  {
    statement: /^claude /,
    because: "a product of somebody else's; mcp.e2e-spec.ts connects by the official SDK",
  },
  {
    chapter: SIGNATURES,
    statement: /^(?:npm install|pip|go mod|WEBHOOK_SECRET=)/,
    because:
      'fetches a package and starts a receiver; signature-receivers.e2e-spec.ts runs all three of them',
  },
  {
    chapter: 'client/README.md',
    statement: /^(?:npm pack|cd )/,
    because: 'client-package.e2e-spec.ts packs and installs it, without asking a registry',
  },
  {
    chapter: 'docs/webhooks/write-a-caller.md',
    statement: /^npm install /,
    because: 'takes packages from the registry; they are the ones of this repository here',
  },
  {
    chapter: 'docs/redis.md',
    statement: /^NETPULSE_REDIS_SENTINELS=/,
    because: 'redis-failover.e2e-spec.ts starts three sentinels',
  },
  {
    chapter: 'docs/cli.md',
    statement: /netpulse completion (?:zsh|fish)\b/,
    because: 'another shell than the one that runs this; completion.spec.ts reads what is printed',
  },
  {
    statement: /examples\/slack-caller/,
    because: 'plugins.e2e-spec.ts builds this plugin and starts a service with it',
  },
  {
    chapter: 'examples/slack-caller/README.md',
    statement: /^(?:npm run build|npm test|cd )/,
    because: "the same; the plugin's tests are among this repository's",
  },
];

/** Why it is not run; undefined when it is. */
export function whyNotRun({ place, text }: Pick<Statement, 'place' | 'text'>): NotRun | undefined {
  return NOT_RUN.find(
    ({ chapter, statement }) =>
      (chapter === undefined || place.startsWith(`${chapter}:`)) && statement.test(text),
  );
}
