// SPDX-License-Identifier: Apache-2.0
// MapLibre in a real browser, on a page that comes from somewhere else than the map does, as with any other website.
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { launch, openPage } from './browser.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const library = join(here, '../node_modules/maplibre-gl/dist');
const types = { '.html': 'text/html', '.mjs': 'text/javascript', '.css': 'text/css' };
const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>MapLibre</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="maplibre-gl.css"><style>html, body, #map { margin: 0; width: 100%; height: 100% }</style>
<div id="map"></div><script type="module" src="page.mjs"></script>
`;

/** Bundles the page into a folder of results. */
async function buildPage() {
    const folder = join(here, '../results/maplibre');
    await mkdir(folder, { recursive: true });
    await build({
        entryPoints: [join(here, 'maplibre.page.mjs')],
        outfile: join(folder, 'page.mjs'),
        bundle: true,
        format: 'esm',
        target: 'es2022',
        logLevel: 'warning',
    });
    for (const name of ['maplibre-gl-worker.mjs', 'maplibre-gl.css'])
        await copyFile(join(library, name), join(folder, name));
    await writeFile(join(folder, 'index.html'), html);
    return folder;
}

/** Serves a folder on a free port. */
async function serve(folder) {
    const server = createServer(async (request, response) => {
        const path = new URL(request.url, 'http://localhost').pathname;
        const name = path === '/' ? '/index.html' : path;
        try {
            const bytes = await readFile(join(folder, name.slice(1).replaceAll('/', '_')));
            response.writeHead(200, { 'Content-Type': types[extname(name)] }).end(bytes);
        } catch {
            response.writeHead(404).end();
        }
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return server;
}

/**
 * Opens a page with MapLibre, drawn by the processor. `page.problems` collects failed requests, what the console calls an
 * error or a warning, and uncaught exceptions; `call` runs a function of maplibre.page.mjs; `close` ends it all.
 */
export async function openMapLibre({ size = { width: 860, height: 520 }, ratio = 1 } = {}) {
    const server = await serve(await buildPage());
    const browser = await launch(['--use-angle=swiftshader', '--enable-unsafe-swiftshader']);
    const page = await openPage(browser, { viewport: size, deviceScaleFactor: ratio, patience: 120_000 });
    page.on('requestfailed', (request) => page.problems.push(`${request.url()}: ${request.failure()?.errorText}`));
    page.on('response', (response) => {
        if (response.status() >= 400) page.problems.push(`${response.url()}: ${response.status()}`);
    });
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await page.waitForFunction(() => window.client);
    const call = (name, ...values) => page.evaluate(([f, v]) => window.client[f](...v), [name, values]);
    const close = async () => {
        await browser.close();
        server.close();
    };
    return { page, call, close };
}
