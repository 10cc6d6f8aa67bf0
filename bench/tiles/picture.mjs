// SPDX-License-Identifier: Apache-2.0
// What is on a picture, so that nobody is praised for drawing nothing quickly. GDAL decodes it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './processes.mjs';

/** Red, green and blue of every pixel of a PNG, with a palette or without. */
async function pixelsOf(png, work) {
    const [file, raw] = [join(work, 'picture.png'), join(work, 'picture.bil')];
    writeFileSync(file, png);
    const palette = /ColorInterp=Palette/.test(await run('gdalinfo', [file]));
    const bands = palette ? ['-expand', 'rgb'] : ['-b', '1', '-b', '2', '-b', '3'];
    await run('gdal_translate', ['-q', '-of', 'ENVI', '-co', 'INTERLEAVE=BIP', ...bands, file, raw]);
    return readFileSync(raw);
}

const land = [0xfa, 0xf7, 0xef];
const name = [0x7a, 0x00, 0x10];
const near = 40; // a palette shifts colours

/** How many pixels of the land and of names are on the pictures. */
export async function countPixels(pngs, work) {
    const counts = { land: 0, names: 0 };
    for (const png of pngs) {
        const pixels = await pixelsOf(png, work);
        const like = (i, colour) => colour.every((value, band) => Math.abs(pixels[i + band] - value) <= near);
        for (let i = 0; i < pixels.length; i += 3) {
            counts.land += like(i, land);
            counts.names += like(i, name);
        }
    }
    return counts;
}

/** Throws unless there is land with names on it. */
export async function checkPictures(who, pngs, work) {
    const counts = await countPixels(pngs, work);
    const wrong = counts.land < 10_000 ? 'blank' : counts.names < 200 ? 'without names' : null;
    if (wrong)
        throw new Error(`the pictures of ${who} are ${wrong}: ${JSON.stringify(counts)} in ${pngs.length} tiles`);
    return counts;
}
