import { escapeXml } from './xml.js';

/** The body of an `<rpc>`, and the attributes that its element needs. */
export interface Operation {
  readonly body: string;
  readonly attributes?: string;
}

const MONITORING = 'urn:ietf:params:xml:ns:yang:ietf-netconf-monitoring';
const WITH_DEFAULTS = 'urn:ietf:params:xml:ns:yang:ietf-netconf-with-defaults';

/** What of the data is wanted. */
export interface Selection {
  /** A subtree (RFC 6241, 6), or an XPath expression when it does not begin with `<`. */
  readonly filter?: string;
  /** Prefixes of an XPath expression. */
  readonly namespaces: Readonly<Record<string, string>>;
  readonly withDefaults?: string;
}

export function get(selection: Selection): Operation {
  return { body: `<get>${select(selection)}</get>` };
}

export function getConfig(source: string, selection: Selection): Operation {
  return { body: `<get-config><source><${source}/></source>${select(selection)}</get-config>` };
}

export function getSchema(identifier: string, version: string | undefined): Operation {
  const revision = version === undefined ? '' : `<version>${escapeXml(version)}</version>`;
  const body = `<identifier>${escapeXml(identifier)}</identifier>${revision}<format>yang</format>`;
  return { body: `<get-schema xmlns="${MONITORING}">${body}</get-schema>` };
}

export function lock(target: string): Operation {
  return { body: `<lock><target><${target}/></target></lock>` };
}

export function unlock(target: string): Operation {
  return { body: `<unlock><target><${target}/></target></unlock>` };
}

export function validate(source: string): Operation {
  return { body: `<validate><source><${source}/></source></validate>` };
}

export function copyConfig(source: string, target: string): Operation {
  return {
    body: `<copy-config><target><${target}/></target><source><${source}/></source></copy-config>`,
  };
}

export function discardChanges(): Operation {
  return { body: '<discard-changes/>' };
}

/** How a commit waits for its confirmation (RFC 6241, 8.4). */
export interface Confirmation {
  readonly timeoutSeconds: number;
  /** By this name any session may confirm. */
  readonly persist: string;
}

export function commit(confirmation?: Confirmation): Operation {
  if (!confirmation) return { body: '<commit/>' };
  const { timeoutSeconds, persist } = confirmation;
  const parts = [
    '<confirmed/>',
    `<confirm-timeout>${timeoutSeconds}</confirm-timeout>`,
    `<persist>${escapeXml(persist)}</persist>`,
  ];
  return { body: `<commit>${parts.join('')}</commit>` };
}

export function confirmCommit(persistId: string): Operation {
  return { body: `<commit><persist-id>${escapeXml(persistId)}</persist-id></commit>` };
}

export function cancelCommit(persistId: string): Operation {
  return { body: `<cancel-commit><persist-id>${escapeXml(persistId)}</persist-id></cancel-commit>` };
}

/** How an edit is made (RFC 6241, 7.2). */
export interface EditOptions {
  readonly target: string;
  readonly defaultOperation?: string | undefined;
  readonly testOption?: string | undefined;
  readonly errorOption?: string | undefined;
}

/** @param config a `<config>` element */
export function editConfig(config: string, { target, ...options }: EditOptions): Operation {
  const parts = [
    `<target><${target}/></target>`,
    element('default-operation', options.defaultOperation),
    element('test-option', options.testOption),
    element('error-option', options.errorOption),
    config,
  ];
  return { body: `<edit-config>${parts.join('')}</edit-config>` };
}

function element(name: string, text: string | undefined): string {
  return text === undefined ? '' : `<${name}>${text}</${name}>`;
}

function select({ filter, namespaces, withDefaults }: Selection): string {
  const defaults =
    withDefaults === undefined
      ? ''
      : `<with-defaults xmlns="${WITH_DEFAULTS}">${withDefaults}</with-defaults>`;
  if (filter === undefined) return defaults;
  if (isSubtree(filter)) return `<filter type="subtree">${filter}</filter>${defaults}`;
  const prefixes = Object.entries(namespaces).map(([prefix, uri]) => ` xmlns:${prefix}="${escapeXml(uri)}"`);
  return `<filter type="xpath"${prefixes.join('')} select="${escapeXml(filter)}"/>${defaults}`;
}

export function isSubtree(filter: string): boolean {
  return filter.trimStart().startsWith('<');
}
