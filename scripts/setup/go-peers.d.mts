/** The library of Go that a test judges signatures by. */
export const GO_LIBRARY: string;
/** Whether Go is there and has the library in its cache. */
export function hasGoPeer(): boolean;
