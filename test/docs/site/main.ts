import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { REPOSITORY } from '../chapters.js';
import { buildSite } from './build-site.js';

const folder = join(REPOSITORY, 'dist/site');
const count = buildSite(folder);
console.log(`${count} pages: ${pathToFileURL(join(folder, 'docs/index.html')).href}`);
