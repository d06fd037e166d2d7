import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditLogError, auditLogWriter } from './audit-log.js';

describe('auditLogWriter', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'netpulse-audit-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('appends to what is there', async () => {
    const path = join(folder, 'audit.jsonl');
    await auditLogWriter(path)(['a', 'b']);
    await auditLogWriter(path)(['c']);

    expect(readFileSync(path, 'utf8')).toBe('a\nb\nc\n');
  });

  it('stops the start when the file cannot be written', () => {
    expect(() => auditLogWriter(join(folder, 'missing', 'audit.jsonl'))).toThrow(AuditLogError);
    expect(() => auditLogWriter(folder)).toThrow(/NETPULSE_AUDIT_LOG: .* cannot be written/);
  });

  it('writes to standard output', async () => {
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((...args: unknown[]) => {
      (args.at(-1) as () => void)();
      return true;
    });

    await auditLogWriter('stdout')(['a']);

    expect(write).toHaveBeenCalledWith('a\n', expect.any(Function));
  });
});
