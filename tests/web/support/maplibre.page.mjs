// SPDX-License-Identifier: Apache-2.0
// What runs inside the page of maplibre.mjs: one map by MapLibre, and beside it the server's own tiles of the same view.
import { Map } from 'maplibre-gl';

const tileSize = 256;

/** What MapLibre reports as wrong: errors of style, tiles, letters and sprites, and pictures that no sprite holds. */
const problems = [];
let map;

function idle() {
    return new Promise((resolve) => map.once('idle', resolve));
}

/** Shows a style at a zoom as the server counts them, where tiles are 256 pixels wide; returns when all is drawn. */
async function show(style, { zoom, center }) {
    map?.remove();
    problems.length = 0;
    map = new Map({
        container: 'map',
        style,
        center,
        zoom: zoom - 1,
        fadeDuration: 0,
        interactive: false,
        attributionControl: false,
        canvasContextAttributes: { preserveDrawingBuffer: true },
    });
    map.on('error', ({ error }) => problems.push(`error: ${error?.message ?? error}`));
    map.on('styleimagemissing', ({ id }) => problems.push(`no picture ${id}`));
    await idle();
    return problems;
}

/** What is drawn: layer and attributes of each record, the pixel of a point, the colour of an area as "rgba(…)". */
function rendered() {
    return map.queryRenderedFeatures().map(({ layer, sourceLayer, properties, geometry }) => ({
        layer: layer.id,
        sourceLayer,
        properties,
        point: geometry.type === 'Point' ? map.project(geometry.coordinates) : undefined,
        fill: layer.paint?.['fill-color']?.toString(),
    }));
}

/** West, south, east, north of the view without a rim of so many pixels. */
function bounds(rim) {
    const { width, height } = map.getContainer().getBoundingClientRect();
    const [west, north] = map.unproject([rim, rim]).toArray();
    const [east, south] = map.unproject([width - rim, height - rim]).toArray();
    return [west, south, east, north];
}

/** RGBA bytes of a picture, shrunk to so many pixels. */
function pixelsOf(picture, width, height) {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, width, height);
    return Array.from(context.getImageData(0, 0, width, height).data);
}

/** What MapLibre drew. */
function drawn(width, height) {
    return pixelsOf(map.getCanvas(), width, height);
}

/** Share of the picture that is not the same without names, 0 to 1. They are gone afterwards. */
async function shareOfNames() {
    const { width, height } = map.getContainer().getBoundingClientRect();
    const named = drawn(width, height);
    for (const { id, layout } of map.getStyle().layers) {
        if (layout?.['text-field']) map.setLayoutProperty(id, 'visibility', 'none');
    }
    await idle();
    const bare = drawn(width, height);
    return named.filter((value, i) => Math.abs(value - bare[i]) > 12).length / named.length;
}

/** What the server draws of the same view; `url` holds {z}, {x} and {y}. */
async function ownPicture(url) {
    const { width, height } = map.getContainer().getBoundingClientRect();
    const zoom = map.getZoom() + 1;
    const { lng, lat } = map.getCenter();
    const world = tileSize * 2 ** zoom;
    const sine = Math.sin((lat * Math.PI) / 180);
    const left = Math.round((lng / 360 + 0.5) * world - width / 2);
    const top = Math.round((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * world - height / 2);
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    const tiles = [];
    for (let y = Math.floor(top / tileSize); y * tileSize < top + height; y += 1) {
        for (let x = Math.floor(left / tileSize); x * tileSize < left + width; x += 1) tiles.push([x, y]);
    }
    await Promise.all(
        tiles.map(async ([x, y]) => {
            const answer = await fetch(url.replace('{z}', zoom).replace('{x}', x).replace('{y}', y));
            if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
            const tile = await createImageBitmap(await answer.blob());
            context.drawImage(tile, x * tileSize - left, y * tileSize - top);
        }),
    );
    return canvas;
}

async function drawnByServer(url, width, height) {
    return pixelsOf(await ownPicture(url), width, height);
}

window.client = { show, rendered, bounds, drawn, shareOfNames, drawnByServer, ownPicture };
