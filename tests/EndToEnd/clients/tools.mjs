// Clients that are not ours, from npm: they are installed in infra/tools.
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../../infra/tools/package.json', import.meta.url));
export const tus = require('tus-js-client');
export const signalR = require('@microsoft/signalr');
export const { GALA_ADDRESS: address, GALA_TOKEN: token } = process.env;

/** One JSON value a line: what the test reads. */
export const tell = (event) => process.stdout.write(`${JSON.stringify(event)}\n`);
