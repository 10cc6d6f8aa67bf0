// SPDX-License-Identifier: Apache-2.0
// Numbers of sites that share a place, in few characters.

/** "3", "3–5" where they follow one another, "3, 7", and "3, 7 …" of more. Takes them ascending. */
export function orderText(orders: readonly number[]): string {
    const runs: [number, number][] = [];
    for (const order of orders) {
        const last = runs[runs.length - 1];
        if (last && order === last[1] + 1) last[1] = order;
        else runs.push([order, order]);
    }
    const texts = runs.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`));
    return texts.length > 2 ? `${texts.slice(0, 2).join(', ')} …` : texts.join(', ');
}
