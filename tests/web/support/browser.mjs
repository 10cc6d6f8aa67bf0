// SPDX-License-Identifier: Apache-2.0
// A real browser on the viewer: opening it, waiting for it, reading its map.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

/** Where the viewer under test is; ends with a slash. */
export const base = (process.env.SANVAT_URL ?? '').replace(/\/*$/, '/');
assert.notEqual(base, '/', 'SANVAT_URL names no server; run.mjs starts one');

export const desktop = { width: 1366, height: 800 };
export const phone = { width: 360, height: 740 };

/** `graphics`: options that say what draws WebGL; by default nothing does. */
export function launch(graphics = ['--disable-gpu']) {
    return chromium.launch({
        executablePath: process.env.SANVAT_CHROMIUM ?? '/usr/bin/chromium',
        args: [
            ...graphics,
            '--no-sandbox',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
        ],
    });
}

/**
 * An empty page in a context of its own. `page.problems` collects what the console calls an error or a warning, and
 * uncaught exceptions. Waits for nothing longer than `patience` milliseconds.
 */
export async function openPage(browser, { patience = 60_000, ...options }) {
    const context = await browser.newContext(options);
    context.setDefaultTimeout(patience);
    const page = await context.newPage();
    page.problems = [];
    page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') page.problems.push(message.text());
    });
    page.on('pageerror', (error) => page.problems.push(error.message));
    return page;
}

/** Opens the viewer with a fragment. `page.problems` collects requests that leave the server, too. */
export async function open(browser, { fragment = '', size = desktop, url = base, ...options } = {}) {
    const page = await openPage(browser, { viewport: size, ...options });
    page.on('request', (request) => {
        if (!request.url().startsWith(url) && !request.url().startsWith('blob:'))
            page.problems.push(`asks ${request.url()}`);
    });
    await page.goto(`${url}${fragment && `#${fragment}`}`);
    await settled(page);
    return page;
}

/** Until no request is under way and the map has drawn what it has. */
export async function settled(page) {
    await page.waitForFunction(
        () => document.body.dataset.busy === 'false' && document.querySelector('#map').dataset.state === 'drawn',
    );
}

/** The fragment's parts: what a link to this view would hold. */
export async function fragmentOf(page) {
    const hash = await page.evaluate(() => location.hash.slice(1));
    return Object.fromEntries(new URLSearchParams(hash));
}

/** JSON of the server under test. */
export async function ask(path, query = {}) {
    const url = new URL(path, base);
    for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
    const response = await fetch(url, {
        headers: { Accept: 'application/json' },
    });
    assert.ok(response.ok, `${url} answers ${response.status}`);
    return response.json();
}

/** What the map shows: its canvases one above the other, scaled down to `width` x `height` RGBA bytes. */
export function mapPixels(page, width = 120, height = 90) {
    return page.evaluate(
        ([w, h]) => {
            const sum = document.createElement('canvas');
            sum.width = w;
            sum.height = h;
            const context = sum.getContext('2d');
            for (const canvas of document.querySelectorAll('#map canvas')) {
                const mode = getComputedStyle(canvas.parentElement).mixBlendMode;
                context.globalCompositeOperation = mode === 'normal' ? 'source-over' : mode;
                context.drawImage(canvas, 0, 0, w, h);
            }
            return [...context.getImageData(0, 0, w, h).data];
        },
        [width, height],
    );
}

/** Share of the pixels that differ clearly, 0 to 1. */
export function difference(before, after) {
    let differing = 0;
    for (let i = 0; i < before.length; i += 4) {
        const step = Math.max(...[0, 1, 2, 3].map((channel) => Math.abs(before[i + channel] - after[i + channel])));
        if (step > 12) differing += 1;
    }
    return differing / (before.length / 4);
}

/** Number of clearly different colours among the pixels that are not clear. */
export function colours(pixels) {
    const found = new Set();
    for (let i = 0; i < pixels.length; i += 4) {
        if (pixels[i + 3] > 0) found.add(((pixels[i] >> 4) << 8) | ((pixels[i + 1] >> 4) << 4) | (pixels[i + 2] >> 4));
    }
    return found.size;
}
