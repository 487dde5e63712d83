// @ts-check
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The browser for the browser tests: one that is there, or Debian's, installed when we may.
 * @returns {string | null}
 */
export function findChromium() {
  return find() ?? (install() ? find() : null);
}

export const howToInstallChromium = [
  'The browser tests need Chromium. Install it, then run npm test again:',
  '  Debian, Ubuntu: sudo apt-get install chromium      macOS: brew install --cask chromium',
  '  or set CHROMIUM to the path of a Chromium or Chrome that is there.',
].join('\n');

function find() {
  const given = process.env.CHROMIUM;
  const found = names.flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)));
  return [...(given ? [given] : []), ...found].find(executable) ?? null;
}

function install() {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return false;
  console.log('Installing Chromium ...');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (/** @type {string[]} */ ...args) =>
    spawnSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  apt('update');
  return apt('install', '-y', '--no-install-recommends', 'chromium').status === 0;
}

/** @param {string} path */
function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
