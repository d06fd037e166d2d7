/** The Python with the libraries that tests judge NetPulse by; may not be there. */
export const PEER_PYTHON: string;
