// SPDX-License-Identifier: Apache-2.0
// Makes the picture of the viewer that the README shows, from a server that runs.
//
//   SANVAT_URL=http://127.0.0.1:8080/ node tests/web/screenshot.mjs docs/images/viewer.png
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { launch, open, settled } from './support/browser.mjs';

const largest = 300_000;
const file = process.argv[2];
if (!file) {
    console.error('usage: SANVAT_URL=http://… node screenshot.mjs FILE.png');
    process.exit(2);
}

await mkdir(dirname(file), { recursive: true });
const browser = await launch();
try {
    const page = await open(browser, { size: { width: 1280, height: 720 } });
    await page.fill('#search', 'làng nghề rèn');
    await page.waitForSelector('#search-list [role="option"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#popup[aria-busy="false"]');
    await settled(page);
    // A click, so that no focus ring is in the picture.
    await page.mouse.click(700, 780);
    await page.screenshot({ path: file });
    if (page.problems.length) throw new Error(page.problems.join('\n'));
} finally {
    await browser.close();
}
const { size } = await stat(file);
console.log(`${file}: ${size} bytes`);
if (size > largest) throw new Error(`${file} has ${size} bytes, more than ${largest}`);
