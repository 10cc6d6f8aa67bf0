// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from 'vite';

export default defineConfig({
    // Relative addresses, so that the viewer works under any path a proxy puts it at.
    base: './',
    build: {
        target: 'es2020',
        assetsDir: 'assets',
        // Every asset keeps a hashed name of its own, which the server lets browsers cache for a year.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
    },
});
