/** A command as eAPI takes it: text, or text with what the switch asks for after it (a secret, the lines of a banner). */
export type EapiCommand = string | { readonly cmd: string; readonly input: string };

export function textOf(command: EapiCommand): string {
  return typeof command === 'string' ? command : command.cmd;
}

const BANNER = /^\s*banner\s+(?:motd|login)\s*$/;

/** Configuration lines as commands: a banner's text, up to its `EOF`, becomes the input of its command. */
export function configCommands(lines: readonly string[]): EapiCommand[] {
  const commands: EapiCommand[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line.trim() === '' || line.trim() === '!') continue;
    const end = BANNER.test(line) ? lines.findIndex((text, at) => at > index && text.trim() === 'EOF') : -1;
    if (end < 0) {
      commands.push(line.trim());
      continue;
    }
    commands.push({ cmd: line.trim(), input: `${lines.slice(index + 1, end).join('\n')}\n` });
    index = end;
  }
  return commands;
}
