// SPDX-License-Identifier: Apache-2.0
// The map: the server's tiles, and the view on them. What is drawn above the tiles belongs to overlay.ts and
// choropleth.ts.
import { defaults as defaultInteractions } from 'ol/interaction/defaults';
import { fromLonLat, getPointResolution, toLonLat, transformExtent } from 'ol/proj';
import { createXYZ } from 'ol/tilegrid';
import { buffer, getHeight, getWidth } from 'ol/extent';
import Attribution from 'ol/control/Attribution';
import Map from 'ol/Map';
import ScaleLine from 'ol/control/ScaleLine';
import TileLayer from 'ol/layer/Tile';
import View from 'ol/View';
import XYZ from 'ol/source/XYZ';
import Zoom from 'ol/control/Zoom';
import ZoomToExtent from 'ol/control/ZoomToExtent';
import { address, type Query, type TileJson } from './api';
import { byId } from './dom';
import { t } from './i18n';
import { begin, clearError, end, showError } from './status';
import type { View as ViewState } from './state';

/** Stacking, from the ground up. */
export const order = { tiles: 0, choropleth: 1, overlay: 2 } as const;

export class MapView {
    readonly map: Map;
    private readonly tiles: TileLayer<XYZ>;
    private readonly home: number[];

    constructor(tiles: TileJson) {
        this.tiles = tileLayer(tiles);
        const phone = window.matchMedia('(max-width: 720px)').matches;
        this.home = transformExtent(tiles.bounds, 'EPSG:4326', 'EPSG:3857');
        const margin = Math.max(getWidth(this.home), getHeight(this.home));
        this.map = new Map({
            target: byId('map'),
            layers: [this.tiles],
            controls: [
                // On a phone the sources fold into a button: they would cover half the map.
                new Attribution({ collapsible: phone, collapsed: phone }),
                new ScaleLine({ units: 'metric', minWidth: 80 }),
                new Zoom({}),
                new ZoomToExtent({ extent: this.home, label: '⤢' }),
            ],
            // One finger must move the map, not the page; rotation only confuses on a north-up map.
            interactions: defaultInteractions({ altShiftDragRotate: false, pinchRotate: false }),
            view: new View({
                extent: buffer(this.home, margin),
                showFullExtent: true,
                minZoom: tiles.minzoom,
                maxZoom: tiles.maxzoom,
                enableRotation: false,
                // Between two zooms the server's labels would be scaled and blurred.
                constrainResolution: true,
            }),
        });
        this.map.on('movestart', () => this.redraw());
        this.map.on('rendercomplete', () => (byId('map').dataset.state = 'drawn'));
    }

    /** Says until it is done that the picture is not what it should be: whoever drives the page waits for that. */
    redraw(): void {
        byId('map').dataset.state = 'drawing';
        this.map.render();
    }

    /** Asks for the tiles of these layers; null: those that the theme shows by itself. */
    showTiles(layers: string[] | null, filters: Query): void {
        this.tiles.setVisible(layers === null || layers.length > 0);
        if (!this.tiles.getVisible()) return this.redraw();
        const scale = window.devicePixelRatio > 1 ? '@2x' : '';
        const query = address('./', { layers: layers ? layers.join(',') : null, ...filters }).split('?')[1];
        const url = `${address('tiles/overview/')}{z}/{x}/{y}${scale}.png${query ? `?${query}` : ''}`;
        const source = this.tiles.getSource();
        // For another URL OpenLayers keeps the old picture until the new one is there.
        if (source?.getUrls()?.[0] === url) return;
        source?.setUrl(url);
        this.redraw();
    }

    get view(): ViewState {
        const view = this.map.getView();
        const [lon = 0, lat = 0] = toLonLat(view.getCenter() ?? [0, 0]);
        return { lon, lat, zoom: view.getZoom() ?? 0 };
    }

    /** Null shows everything. */
    setView(view: ViewState | null): void {
        if (!view) {
            this.map.getView().fit(this.home, { size: this.map.getSize() ?? [1, 1], padding: [24, 24, 24, 24] });
            return;
        }
        this.map.getView().setCenter(fromLonLat([view.lon, view.lat]));
        this.map.getView().setZoom(view.zoom);
    }

    /** Moves to a place, closer if need be but never farther away. */
    goTo(lon: number, lat: number, zoom: number): void {
        const view = this.map.getView();
        this.moveTo(lon, lat, Math.max(zoom, view.getZoom() ?? 0));
    }

    /** Moves only if the place is out of sight or under what covers the map. */
    reveal(lon: number, lat: number): void {
        const [width = 0, height = 0] = this.map.getSize() ?? [];
        const { right, bottom } = covered();
        const pixel = this.map.getPixelFromCoordinate(fromLonLat([lon, lat])) as number[] | null;
        const [x = -1, y = -1] = pixel ?? [];
        if (x >= 0 && y >= 0 && x <= width - right && y <= height - bottom) return;
        this.moveTo(lon, lat, this.map.getView().getZoom() ?? 0);
    }

    /** `box`: west, south, east, north; degrees. */
    fitBox(box: readonly [number, number, number, number]): void {
        const extent = transformExtent([...box], 'EPSG:4326', 'EPSG:3857');
        const { right, bottom } = covered();
        this.map.getView().cancelAnimations();
        this.map.getView().fit(extent, { padding: [40, 40 + right, 40 + bottom, 40], maxZoom: 13, duration: motion() });
    }

    private moveTo(lon: number, lat: number, zoom: number): void {
        const view = this.map.getView();
        const resolution = view.getResolutionForZoom(zoom);
        const [x = 0, y = 0] = fromLonLat([lon, lat]);
        const { right, bottom } = covered();
        view.cancelAnimations();
        view.animate({
            center: [x + (right / 2) * resolution, y - (bottom / 2) * resolution],
            zoom,
            duration: motion(),
        });
    }

    /** Metres on the ground that so many pixels cover there at the present zoom. */
    metres(pixels: number, lon: number, lat: number): number {
        const view = this.map.getView();
        const resolution = view.getResolution() ?? 1;
        return pixels * getPointResolution(view.getProjection(), resolution, fromLonLat([lon, lat]), 'm');
    }

    onMoved(listener: () => void): void {
        this.map.on('moveend', listener);
    }

    /** A click or tap, or Enter pressed on the map for its centre. */
    onPicked(listener: (lon: number, lat: number) => void): void {
        this.map.on('singleclick', (event) => {
            const [lon = 0, lat = 0] = toLonLat(event.coordinate);
            listener(lon, lat);
        });
        byId('map').addEventListener('keydown', (event) => {
            if (event.key !== 'Enter' || event.target !== byId('map')) return;
            event.preventDefault();
            listener(this.view.lon, this.view.lat);
        });
    }

    translate(): void {
        const names = [
            ['.ol-zoom-in', t('zoomIn')],
            ['.ol-zoom-out', t('zoomOut')],
            ['.ol-zoom-extent button', t('zoomAll')],
            ['.ol-attribution button', t('attribution')],
        ];
        for (const [selector, name] of names) {
            const button = byId('map').querySelector<HTMLButtonElement>(selector ?? '');
            button?.setAttribute('aria-label', name ?? '');
            if (button) button.title = name ?? '';
        }
    }
}

/** Pixels at the right and at the bottom of the map that the popup or, on a phone, the panel lies over. */
function covered(): { right: number; bottom: number } {
    const map = byId('map').getBoundingClientRect();
    const all = { right: 0, bottom: 0 };
    for (const card of [byId('popup'), byId('panel')]) {
        const box = card.getBoundingClientRect();
        if (card.hidden || box.left >= map.right || box.right <= map.left) continue;
        if (box.width > 0.8 * map.width) all.bottom = Math.max(all.bottom, map.bottom - box.top);
        else all.right = Math.max(all.right, map.right - box.left);
    }
    return all;
}

function tileLayer(tiles: TileJson): TileLayer<XYZ> {
    const ratio = window.devicePixelRatio > 1 ? 2 : 1;
    const source = new XYZ({
        tileGrid: createXYZ({ minZoom: tiles.minzoom, maxZoom: tiles.maxzoom }),
        tilePixelRatio: ratio,
        attributions: tiles.attribution ? [escapeHtml(tiles.attribution)] : [],
        transition: motion(),
    });
    source.on('tileloadstart', begin);
    source.on('tileloadend', () => {
        end();
        clearError('failedTiles');
    });
    source.on('tileloaderror', () => {
        end();
        showError('failedTiles', '', () => source.refresh());
    });
    return new TileLayer({ source, zIndex: order.tiles, visible: false });
}

function motion(): number {
    return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 250;
}

/** OpenLayers takes attributions as HTML; the data's own text must not be read as such. */
function escapeHtml(text: string): string {
    const node = document.createElement('span');
    node.textContent = text;
    return node.innerHTML;
}
