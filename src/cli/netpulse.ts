import { netpulseProgram } from './program.js';

await netpulseProgram().parseAsync();
