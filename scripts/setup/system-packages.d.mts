/** Whether a program is in a folder of `PATH`. */
export function isOnPath(program: string): boolean;
