const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * Which of the workers a device belongs to, by rendezvous hashing (highest random weight, Thaler and Ravishankar 1998):
 * everybody who knows the same workers says the same, and a worker that joins or leaves moves only its own share.
 */
export function ownerOf(device: string, workers: readonly string[]): string | undefined {
  let owner: string | undefined;
  let highest = -1;
  for (const worker of workers) {
    const weight = weigh(worker, device);
    if (weight < highest || (weight === highest && owner !== undefined && worker > owner)) continue;
    highest = weight;
    owner = worker;
  }
  return owner;
}

/** FNV-1a over both names, its bits then mixed as MurmurHash3 does: FNV alone is uneven in its high bits. */
function weigh(worker: string, device: string): number {
  return mix(hash(device, hash(worker, FNV_OFFSET)));
}

function hash(text: string, from: number): number {
  let state = from;
  for (let index = 0; index < text.length; index++) {
    state = Math.imul(state ^ text.charCodeAt(index), FNV_PRIME);
  }
  return state;
}

function mix(hashed: number): number {
  let state = hashed;
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
