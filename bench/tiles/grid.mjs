// SPDX-License-Identifier: Apache-2.0
// Which tiles there are over a box of degrees [west, south, east, north].

const column = (lon, z) => Math.floor(((lon + 180) / 360) * 2 ** z);
const row = (lat, z) => Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z);

/** First and last column and row, ends included. */
export function rangeOver([west, south, east, north], z) {
    return { z, x0: column(west, z), y0: row(north, z), x1: column(east, z), y1: row(south, z) };
}

export function tilesOf({ z, x0, y0, x1, y1 }) {
    const tiles = [];
    for (let y = y0; y <= y1; ++y) {
        for (let x = x0; x <= x1; ++x) tiles.push({ z, x, y });
    }
    return tiles;
}

const clamp = (v, low, high) => Math.min(Math.max(v, low), high);

/**
 * Screens of 6 × 4 tiles over the box. Each lies in a block of 16 × 8 of its own, so that no server that draws squares of
 * tiles at once, up to 8 × 8, has drawn a part of one when it drew another.
 */
export function screensOver(bounds, z) {
    const range = rangeOver(bounds, z);
    const screens = [];
    for (let by = range.y0 - (range.y0 % 8); by <= range.y1; by += 8) {
        for (let bx = range.x0 - (range.x0 % 16); bx <= range.x1; bx += 16) {
            const middle = (low, high, first, last) => Math.round((Math.max(low, first) + Math.min(high, last)) / 2);
            const x0 = clamp(middle(bx, bx + 15, range.x0, range.x1) - 3, bx, bx + 10);
            const y0 = clamp(middle(by, by + 7, range.y0, range.y1) - 2, by, by + 4);
            screens.push(tilesOf({ z, x0, y0, x1: x0 + 5, y1: y0 + 3 }));
        }
    }
    return screens;
}
