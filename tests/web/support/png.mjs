// SPDX-License-Identifier: Apache-2.0
// Pixels of the PNG pictures that the server sends: a palette of up to 8 bits, or RGBA; not interlaced.
import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';

function chunksOf(png) {
    const chunks = [];
    for (let at = 8; at < png.length;) {
        const length = png.readUInt32BE(at);
        chunks.push([png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length)]);
        at += length + 12;
    }
    return chunks;
}

function paeth(a, b, c) {
    const [da, db, dc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
    if (da <= db && da <= dc) return a;
    return db <= dc ? b : c;
}

/** What each filter of PNG predicts from the bytes to the left, above and above left. */
const predictions = [() => 0, (a) => a, (a, b) => b, (a, b) => (a + b) >> 1, paeth];

function unfiltered(data, rowBytes, pixelBytes) {
    const rows = [];
    let above = new Uint8Array(rowBytes);
    for (let at = 0; at < data.length; at += rowBytes + 1) {
        const predict = predictions[data[at]];
        const row = Uint8Array.from(data.subarray(at + 1, at + 1 + rowBytes));
        for (let i = 0; i < rowBytes; ++i)
            row[i] += predict(row[i - pixelBytes] ?? 0, above[i], above[i - pixelBytes] ?? 0);
        rows.push(row);
        above = row;
    }
    return rows;
}

/** Width, height and the pixels row by row, each as [red, green, blue, alpha]. */
export function readPng(png) {
    const chunks = chunksOf(png);
    const part = (type) => chunks.find(([name]) => name === type)?.[1];
    const header = part('IHDR');
    const [width, height, bits, kind, interlaced] = [
        header.readUInt32BE(0),
        header.readUInt32BE(4),
        header[8],
        header[9],
        header[12],
    ];
    assert.ok(interlaced === 0 && (kind === 3 || (kind === 6 && bits === 8)), `kind ${kind} of ${bits} bits`);
    const samples = kind === 3 ? 1 : 4;
    const data = inflateSync(Buffer.concat(chunks.filter(([name]) => name === 'IDAT').map(([, bytes]) => bytes)));
    const [palette, alpha] = [part('PLTE'), part('tRNS')];
    const colour = (i) => [palette[3 * i], palette[3 * i + 1], palette[3 * i + 2], alpha?.[i] ?? 255];
    const index = (row, x) => (row[(x * bits) >> 3] >> (8 - bits - ((x * bits) & 7))) & (2 ** bits - 1);
    const pixels = unfiltered(data, Math.ceil((width * samples * bits) / 8), samples).flatMap((row) =>
        Array.from({ length: width }, (_, x) =>
            kind === 3 ? colour(index(row, x)) : [...row.subarray(4 * x, 4 * x + 4)],
        ),
    );
    return { width, height, pixels };
}

/** Mean difference of two pictures of one size, of 255. */
export function meanDifference(one, other) {
    const [a, b] = [readPng(one), readPng(other)];
    assert.deepEqual([a.width, a.height], [b.width, b.height]);
    let sum = 0;
    a.pixels.forEach((pixel, i) => pixel.forEach((sample, c) => (sum += Math.abs(sample - b.pixels[i][c]))));
    return sum / (4 * a.pixels.length);
}
