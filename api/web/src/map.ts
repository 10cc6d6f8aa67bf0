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
export const order = { tiles: 0, choropleth: 1, names: 2, overlay: 3 } as const;

/** The server's maps to show: one for itself, or clear tiles with names and symbols above coloured units. */
export type Ground = 'overview' | 'labels';

export class MapView {
    readonly map: Map;
    private readonly tiles: { readonly [ground in Ground]: TileLayer<XYZ> };
    private readonly home: number[];
    /** The box that was fitted into the free part of the map, until somebody moves the map. */
    private framed: number[] | null = null;
    /** Pixels at the bottom of the map that the panel covered when that was last looked at. */
    private room = 0;

    constructor(tiles: TileJson) {
        this.tiles = { overview: tileLayer(tiles, order.tiles), labels: tileLayer(tiles, order.names) };
        const phone = isPhone();
        this.home = transformExtent(tiles.bounds, 'EPSG:4326', 'EPSG:3857');
        // Room enough to lift the whole above a panel that covers the lower half.
        const margin = 2 * Math.max(getWidth(this.home), getHeight(this.home));
        this.map = new Map({
            target: byId('map'),
            layers: Object.values(this.tiles),
            controls: [
                // On a phone the sources fold into a button: they would cover half the map.
                new Attribution({ collapsible: phone, collapsed: phone }),
                new ScaleLine({ units: 'metric', minWidth: 80 }),
                new Zoom({}),
                new ZoomHome(() => this.setView(null)),
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
        this.forgetFrameOnMoves();
        new ResizeObserver(() => this.makeRoom()).observe(byId('panel'));
        this.map.on('rendercomplete', () => (byId('map').dataset.state = 'drawn'));
    }

    /** Whoever moves the map by hand wants to see what they moved it to. */
    private forgetFrameOnMoves(): void {
        const forget = (): void => {
            this.framed = null;
        };
        this.map.on('pointerdrag', forget);
        for (const kind of ['wheel', 'dblclick', 'keydown'])
            byId('map').addEventListener(kind, forget, { passive: true });
        byId('map').querySelector('.ol-zoom')?.addEventListener('click', forget);
    }

    /** Says until it is done that the picture is not what it should be: whoever drives the page waits for that. */
    redraw(): void {
        byId('map').dataset.state = 'drawing';
        this.map.render();
    }

    /** Asks for the tiles of these layers; null: those that the theme shows by itself. */
    showTiles(ground: Ground, layers: string[] | null, filters: Query): void {
        for (const layer of Object.values(this.tiles)) layer.setVisible(false);
        this.redraw();
        if (layers?.length === 0) return;
        this.tiles[ground].setVisible(true);
        const scale = window.devicePixelRatio > 1 ? '@2x' : '';
        const query = address('./', { layers: layers ? layers.join(',') : null, ...filters }).split('?')[1];
        const url = `${address(`tiles/${ground}/`)}{z}/{x}/{y}${scale}.png${query ? `?${query}` : ''}`;
        const source = this.tiles[ground].getSource();
        // For another URL OpenLayers keeps the old picture until the new one is there.
        if (source?.getUrls()?.[0] !== url) source?.setUrl(url);
    }

    get view(): ViewState {
        const view = this.map.getView();
        const [lon = 0, lat = 0] = toLonLat(view.getCenter() ?? [0, 0]);
        return { lon, lat, zoom: view.getZoom() ?? 0 };
    }

    /** West, south, east, north of what is on show; degrees. */
    get box(): [number, number, number, number] {
        const box = this.map.getView().calculateExtent(this.map.getSize());
        return transformExtent(box, 'EPSG:3857', 'EPSG:4326') as [number, number, number, number];
    }

    /** Null shows everything. */
    setView(view: ViewState | null): void {
        this.framed = null;
        if (!view) {
            this.frame(this.home, 0);
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
        this.frame(transformExtent([...box], 'EPSG:4326', 'EPSG:3857'), motion());
    }

    /** Fits a box of the map's own metres into the part of the map that nothing covers. */
    private frame(extent: number[], duration: number): void {
        const view = this.map.getView();
        const { right, bottom } = covered();
        const margin = isPhone() ? 14 : 30;
        view.cancelAnimations();
        this.framed = extent;
        const padding = [margin, margin + right, margin + bottom, margin];
        view.fit(extent, { padding, maxZoom: 13, duration });
    }

    /** The panel grew or shrank over the map: what was shown keeps to the part that it leaves free. */
    private makeRoom(): void {
        const { bottom } = covered();
        const grown = bottom - this.room;
        if (grown === 0 || !byId('popup').hidden) return;
        this.room = bottom;
        if (this.framed) return this.frame(this.framed, motion());
        const view = this.map.getView();
        const [x = 0, y = 0] = view.getCenter() ?? [];
        view.setCenter([x, y - (grown / 2) * (view.getResolution() ?? 0)]);
    }

    private moveTo(lon: number, lat: number, zoom: number): void {
        const view = this.map.getView();
        this.framed = null;
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

/** The button that shows everything, in the part of the map that nothing covers. */
class ZoomHome extends ZoomToExtent {
    constructor(private readonly onPressed: () => void) {
        super({ label: '⤢' });
    }

    protected override handleZoomToExtent(): void {
        this.onPressed();
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

function tileLayer(tiles: TileJson, zIndex: number): TileLayer<XYZ> {
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
    return new TileLayer({ source, zIndex, visible: false });
}

function isPhone(): boolean {
    return window.matchMedia('(max-width: 720px)').matches;
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
