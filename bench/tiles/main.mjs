// SPDX-License-Identifier: Apache-2.0
// Maps and tiles beside renderd, MapServer and PostGIS on the same data; see script/bench, which starts it.
//   node bench/tiles/main.mjs STORE WORK [SANVAT/S BARE/S NGINX/S BYTES]     the last four: what script/bench found of a cached tile
// In JavaScript, since it starts, asks and times servers over HTTP at once and reads JSON, which a shell does badly.
import { mkdirSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { rangeOver, screensOver, tilesOf } from './grid.mjs';
import { MapServer } from './mapserver.mjs';
import { checkPictures } from './picture.mjs';
import { PostGis } from './postgis.mjs';
import { endAll, run } from './processes.mjs';
import { Renderd } from './renderd.mjs';
import { Sanvat, layers } from './sanvat.mjs';
import { writeShapes } from './shapes.mjs';

const threads = 2;
const seconds = Number(process.env.SANVAT_BENCH_SECONDS ?? 4);
const rounds = Number(process.env.SANVAT_BENCH_ROUNDS ?? 3);
const connections = 6; // of a browser to one host
const largestBytes = 44_000;

const [store, work, ...cached] = process.argv.slice(2);
const rows = [];
const row = (what, ours, theirs, measured, bar) => rows.push([what, ours, theirs, measured, bar]);
const say = (text) => process.stderr.write(`${text}\n`);
const whole = (n) => Math.round(n).toLocaleString('en');
const times = (ratio) => `${ratio.toFixed(1)} ×`;

const sort = (values) => [...values].sort((a, b) => a - b);

function median(values) {
    const sorted = sort(values);
    return sorted[Math.floor(sorted.length / 2)];
}
const quantile = (values, share) => sort(values)[Math.ceil(share * values.length) - 1];

/** The bytes of an answer, which must be a whole one. */
function fetchBytes(url, agent) {
    return new Promise((resolve, reject) => {
        get(url, { agent }, (answer) => {
            const chunks = [];
            answer.on('data', (chunk) => chunks.push(chunk));
            answer.on('error', reject);
            answer.on('end', () => {
                if (answer.statusCode === 200) resolve(Buffer.concat(chunks));
                else reject(new Error(`${url}: ${answer.statusCode}`));
            });
        }).on('error', reject);
    });
}

/** Milliseconds from the first request to the last byte of a screen, and its tiles. */
async function screen(tiles, urlOf, agent) {
    const start = performance.now();
    const bytes = await Promise.all(tiles.map((tile) => fetchBytes(urlOf(tile), agent)));
    return { ms: performance.now() - start, bytes };
}

const newAgent = () => new Agent({ keepAlive: true, maxSockets: connections });

async function benchSeeding(sanvat, renderd, bounds) {
    const zooms = [9, 10, 11, 12, 13];
    const ranges = zooms.map((z) => rangeOver(bounds, z));
    const ours = [];
    const theirs = [];
    for (let i = 0; i < rounds; ++i) {
        ours.push(await sanvat.seed('9-13', threads));
        if (renderd) theirs.push(await renderd.seed(ranges));
        const told = [['sanvat', ours[i]], ...(renderd ? [['renderd', theirs[i]]] : [])];
        say(`  round ${i + 1}: ${told.map(([name, { s }]) => `${name} ${s.toFixed(2)} s`).join(', ')}`);
    }
    const rate = (runs) => median(runs.map(({ s, tiles }) => tiles / s));
    const what = `seeding z9–z13, palette PNG, ${threads} threads, tiles/s`;
    if (!renderd) return row(what, whole(rate(ours)), 'renderd is not installed', '', '≥ 3 ×');
    const middle = tilesOf(ranges[2]).filter((_, i) => i % 3 === 1);
    say(
        `  pictures of renderd: ${JSON.stringify(
            await checkPictures(
                'renderd',
                middle.map((t) => renderd.tile(t)),
                work,
            ),
        )}`,
    );
    row(what, whole(rate(ours)), `renderd ${whole(rate(theirs))}`, times(rate(ours) / rate(theirs)), '≥ 3 ×');
    const time = (runs) => median(runs.map(({ s }) => s));
    row(
        '  the same area, seconds, the program from start to end',
        `${time(ours).toFixed(2)} (${ours[0].tiles} tiles)`,
        `renderd ${time(theirs).toFixed(2)} (${theirs[0].tiles} tiles in whole metatiles)`,
        times(time(theirs) / time(ours)),
        '',
    );
}

/** Shows the server each zoom in another format first: threads, fonts and outlines are ready, and no tile is. */
async function warm(urlOf, zooms, bounds, agent) {
    for (const z of zooms)
        await screen(screensOver(bounds, z)[0], (tile) => urlOf(tile).replace('.png', '.webp'), agent);
}

async function benchScreens(sanvat, mapserver, bounds) {
    const zooms = [9, 10, 11, 12, 13, 14];
    const starts = 4 * rounds;
    const most = 6; // of a zoom at a start
    const found = Object.fromEntries(zooms.map((z) => [z, { ours: [], theirs: [] }]));
    for (let start = 0; start < starts; ++start) {
        const server = await sanvat.start();
        const agents = [newAgent(), newAgent()];
        const urlOf = ({ z, x, y }) => `${server.url}tiles/bench/${z}/${x}/${y}.png`;
        try {
            await warm(urlOf, zooms, bounds, agents[0]);
            for (const z of zooms) {
                const all = screensOver(bounds, z);
                const chosen = all.filter((_, i) => (i + start) % Math.ceil(all.length / most) === 0);
                for (const tiles of chosen) {
                    const ours = await screen(tiles, urlOf, agents[0]);
                    found[z].ours.push(ours.ms);
                    if (start === 0 && z === 11) {
                        const counts = await checkPictures('sanvat', ours.bytes, work);
                        say(`  pictures of sanvat: ${JSON.stringify(counts)}`);
                    }
                    if (!mapserver) continue;
                    const theirs = await screen(tiles, (tile) => mapserver.url(tile), agents[1]);
                    found[z].theirs.push(theirs.ms);
                    if (start === 0 && z === 11) {
                        const counts = await checkPictures('MapServer', theirs.bytes, work);
                        say(`  pictures of MapServer: ${JSON.stringify(counts)}`);
                    }
                }
            }
        } finally {
            agents.forEach((agent) => agent.destroy());
            await server.stop();
        }
    }
    for (const z of zooms) {
        const { ours, theirs } = found[z];
        const rate = (ms) => (24e3 * ms.length) / ms.reduce((a, b) => a + b);
        row(
            `a screen nobody has seen, z${z}, tiles/s (${ours.length} screens)`,
            whole(rate(ours)),
            mapserver ? `MapServer ${whole(rate(theirs))}` : 'MapServer is not installed',
            mapserver ? times(rate(ours) / rate(theirs)) : '',
            '≥ 2 ×',
        );
        const p99 = (ms) => `${Math.round(quantile(ms, 0.99))} ms`;
        row('  p99 of a screen', p99(ours), mapserver ? `MapServer ${p99(theirs)}` : '', '', '< 250 ms');
    }
}

async function benchVectorTiles(sanvat, postgis, bounds, attributes) {
    const zooms = [8, 9, 10, 11, 12, 13];
    const ours = zooms.map(() => []);
    const theirs = zooms.map(() => []);
    let described;
    if (postgis) for (const z of zooms) await postgis.prepare(z, attributes(z));
    for (let i = 0; i < rounds; ++i) {
        described = await sanvat.vectorTiles(zooms, seconds / 2);
        described.forEach((zoom, k) => ours[k].push(zoom.tiles_per_s));
        if (!postgis) continue;
        for (const [k, z] of zooms.entries()) theirs[k].push(await postgis.rate(rangeOver(bounds, z), seconds / 2));
    }
    zooms.forEach((z, k) =>
        row(
            `vector tile never seen before, one thread, z${z}, tiles/s`,
            whole(median(ours[k])),
            postgis ? `PostGIS ${whole(median(theirs[k]))}` : 'PostGIS is not installed',
            postgis ? times(median(ours[k]) / median(theirs[k])) : '',
            '≥ 10 ×',
        ),
    );
    const size = described[0].largest_bytes;
    const largest = postgis ? await largestTile(postgis, rangeOver(bounds, 8)) : null;
    row(
        'z8 vector tile, bytes, before gzip',
        whole(size),
        postgis ? `PostGIS ${whole(largest.length)}` : 'PostGIS is not installed',
        postgis ? `${Math.round((100 * size) / largest.length)} %` : '',
        `≤ ${whole(largestBytes)} and ≤ 60 %`,
    );
}

async function largestTile(postgis, range) {
    const tiles = [];
    for (const tile of tilesOf(range)) tiles.push(await postgis.tile(tile));
    return tiles.reduce((a, b) => (b.length > a.length ? b : a));
}

function addCached([sanvat, bare, nginx, bytes]) {
    const share = `${Math.round((100 * sanvat) / bare)} %`;
    const others = `bare Pistache ${whole(bare)}${nginx > 0 ? `; nginx with the file ${whole(nginx)}` : ''}`;
    row(`cached tile of ${whole(bytes)} bytes, keep-alive, requests/s`, whole(sanvat), others, share, '≥ 90 %');
}

/** The peer, or null with a line saying so. */
async function startIf(peer, name, start) {
    if (await peer.isInstalled()) return start();
    say(`${name} is not installed: left out`);
    return null;
}

function printTable() {
    const table = [['what', 'sanvat', 'peer', 'measured', 'bar'], ...rows];
    for (const [i, cells] of table.entries()) {
        console.log(`| ${cells.join(' | ')} |`);
        if (i === 0) console.log('|---|---|---|---|---|');
    }
}

try {
    mkdirSync(work, { recursive: true });
    const sanvat = new Sanvat(store, work);
    const { bounds, day, attributes } = await sanvat.describe();
    const data = await sanvat.export(day);
    say('vector tiles');
    const postgis = await startIf(PostGis, 'PostGIS', () => PostGis.start(work, data));
    await benchVectorTiles(sanvat, postgis, bounds, attributes);
    await endAll();

    say('seeding');
    const shapes = await writeShapes(work, data);
    const renderd = await startIf(Renderd, 'renderd', () => Renderd.start(work, shapes, sanvat.icons, threads));
    await benchSeeding(sanvat, renderd, bounds);
    await endAll();

    say('screens');
    const mapserver = await startIf(MapServer, 'MapServer', () => MapServer.start(work, shapes, threads));
    await benchScreens(sanvat, mapserver, bounds);
    if (cached.length === 4) addCached(cached.map(Number));
    printTable();
} finally {
    await endAll();
}
