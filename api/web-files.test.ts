import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import express, { type Express } from 'express';
import request from 'supertest';
import { serveWeb } from './web-files.ts';

let root: string;
let app: Express;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'web-files-'));
  mkdirSync(join(root, 'assets'));
  writeFileSync(join(root, 'index.html'), '<!doctype html><title>The page</title>');
  writeFileSync(join(root, 'assets/home-1a.js'), 'export const home = 1;');
  writeFileSync(join(root, 'assets/home-1a.js.gz'), gzipSync('export const home = 1;'));
  writeFileSync(join(root, 'assets/small-1a.js'), 'export {};');
  app = express();
  serveWeb(app, root);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

it('sends a file packed to whom it fits', async () => {
  const answer = await request(app).get('/assets/home-1a.js').set('accept-encoding', 'br, gzip');
  expect(answer.headers).toMatchObject({
    'content-encoding': 'gzip',
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
  });
  expect(answer.text).toBe('export const home = 1;');
});

it('sends it as it is to everybody else', async () => {
  const answer = await request(app).get('/assets/home-1a.js').set('accept-encoding', 'identity');
  expect(answer.headers['content-encoding']).toBeUndefined();
  expect(answer.headers.vary).toBe('accept-encoding');
  expect(answer.text).toBe('export const home = 1;');
});

it('sends a file that was not worth packing as it is', async () => {
  const answer = await request(app).get('/assets/small-1a.js').set('accept-encoding', 'gzip');
  expect(answer.headers['content-encoding']).toBeUndefined();
  expect(answer.text).toBe('export {};');
});

it('answers an unknown address with the page, an unknown file with 404', async () => {
  expect((await request(app).get('/journeys/1')).text).toContain('The page');
  expect((await request(app).get('/assets/gone-1a.js')).status).toBe(404);
});
