// SPDX-License-Identifier: Apache-2.0
// The script that makes the README's picture still makes one.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const file = (path) => fileURLToPath(new URL(path, import.meta.url));

test("the README's picture can be made anew", () => {
    const picture = file('../results/viewer.png');
    execFileSync(process.execPath, [file('../screenshot.mjs'), picture], { stdio: 'inherit' });
    const bytes = readFileSync(picture);
    assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
    // Width and height stand in the first chunk of every PNG.
    assert.ok(bytes.readUInt32BE(16) >= 1000 && bytes.readUInt32BE(20) >= 600);
});
