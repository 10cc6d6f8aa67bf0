// SPDX-License-Identifier: Apache-2.0
// Makes the picture of the viewer that the README shows, from a server that runs.
//
//   SANVAT_URL=http://127.0.0.1:8080/ node tests/web/screenshot.mjs docs/images/viewer.png
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ask, launch, open, settled } from './support/browser.mjs';

const largest = 300_000;
const file = process.argv[2];
if (!file) {
    console.error('usage: SANVAT_URL=http://… node screenshot.mjs FILE.png');
    process.exit(2);
}

/** The view of what is reported, with the recognised craft village in its middle open. */
async function middleVillage() {
    const { center } = await ask('tiles/overview.json');
    const { features } = await ask('collections/craft-villages/items', { recognised: 'true', limit: 100 });
    const farOff = ({ geometry: { coordinates } }) =>
        Math.hypot(coordinates[0] - center[0], coordinates[1] - center[1]);
    const [village] = features.filter(({ geometry }) => geometry).sort((a, b) => farOff(a) - farOff(b));
    const at = village.geometry.coordinates;
    // A little east of the middle, since the popup covers the right of the map.
    const map = `10/${center[1]}/${center[0] + 0.2}`;
    return `map=${map}&provenance=reported&at=${at}&record=craft-villages/${village.id}`;
}

await mkdir(dirname(file), { recursive: true });
const browser = await launch();
try {
    const page = await open(browser, { size: { width: 1180, height: 670 }, fragment: await middleVillage() });
    await page.waitForSelector('#popup[aria-busy="false"]');
    await settled(page);
    // The popup took the focus; its ring does not belong into the picture.
    await page.evaluate(() => document.activeElement.blur());
    await page.screenshot({ path: file });
    if (page.problems.length) throw new Error(page.problems.join('\n'));
} finally {
    await browser.close();
}
const { size } = await stat(file);
console.log(`${file}: ${size} bytes`);
if (size > largest) throw new Error(`${file} has ${size} bytes, more than ${largest}`);
