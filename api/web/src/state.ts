// SPDX-License-Identifier: Apache-2.0
// What the viewer shows, and how it stands in the fragment of the address. Pure but for `Store`, so that tests can
// check the round trip without a browser.

export type Language = 'vi' | 'en';
export type Level = 'commune' | 'district';
export type Panel = 'layers' | 'statistics' | 'tour';

/** Degrees of WGS 84; zoom as in web map tiles, fractions allowed. */
export interface View {
    lon: number;
    lat: number;
    zoom: number;
}

export interface State {
    /** null: the whole data set. */
    view: View | null;
    /** Ids of the layers switched on; null: as the theme has it. */
    layers: string[] | null;
    reportedOnly: boolean;
    /** YYYY-MM-DD; null: the server's reference date. */
    asOf: string | null;
    language: Language;
    panel: Panel;
    /** Column of the summary that colours the units; null: none. */
    figure: string | null;
    by: Level;
    /** Whether sites are drawn above the coloured units. */
    points: boolean;
    /** Id of the tour route on show; null: none. */
    route: string | null;
    /** Metres off the route, 100 to 50,000. */
    distance: number;
    /** The place whose records are open, degrees. */
    at: [number, number] | null;
    /** The record picked there, as "collection/id". */
    record: string | null;
}

export const initialState: Readonly<State> = {
    view: null,
    layers: null,
    reportedOnly: false,
    asOf: null,
    language: 'vi',
    panel: 'layers',
    figure: null,
    by: 'commune',
    points: false,
    route: null,
    distance: 3000,
    at: null,
    record: null,
};

export const distanceRange = { min: 100, max: 50_000 } as const;

/** The fragment without "#": only what differs from the initial state, in a fixed order. */
export function formatFragment(state: State): string {
    const parts: [string, string][] = [];
    const { view } = state;
    if (view) parts.push(['map', [trim(view.zoom, 2), trim(view.lat, 5), trim(view.lon, 5)].join('/')]);
    if (state.layers) parts.push(['layers', state.layers.join(',')]);
    if (state.reportedOnly) parts.push(['provenance', 'reported']);
    if (state.asOf) parts.push(['as-of', state.asOf]);
    if (state.panel !== initialState.panel) parts.push(['panel', state.panel]);
    if (state.figure) parts.push(['figure', state.figure]);
    if (state.by !== initialState.by) parts.push(['by', state.by]);
    if (state.points) parts.push(['points', 'yes']);
    if (state.route) parts.push(['route', state.route]);
    if (state.distance !== initialState.distance) parts.push(['distance', String(state.distance)]);
    if (state.at) parts.push(['at', state.at.map((degrees) => trim(degrees, 5)).join(',')]);
    if (state.record) parts.push(['record', state.record]);
    if (state.language !== initialState.language) parts.push(['lang', state.language]);
    return parts.map(([key, value]) => `${key}=${escapeValue(value)}`).join('&');
}

/**
 * Reads a fragment, with or without "#". Whatever is missing or makes no sense stays at its initial value: an old or
 * mistyped link shows as much as it can.
 */
export function parseFragment(fragment: string): State {
    const given = new URLSearchParams(fragment.replace(/^#/, ''));
    const layers = given.get('layers');
    const distance = Number(given.get('distance') ?? NaN);
    return {
        view: parseView(given.get('map')),
        layers: layers === null ? null : layers.split(',').filter((id) => /^[a-z0-9-]+$/.test(id)),
        reportedOnly: given.get('provenance') === 'reported',
        asOf: parseDate(given.get('as-of')),
        language: oneOf(given.get('lang'), ['vi', 'en'], initialState.language),
        panel: oneOf(given.get('panel'), ['layers', 'statistics', 'tour'], initialState.panel),
        figure: matching(given.get('figure'), /^[a-z0-9_]+$/),
        by: oneOf(given.get('by'), ['commune', 'district'], initialState.by),
        points: given.get('points') === 'yes',
        route: given.get('route') || null,
        distance:
            distance >= distanceRange.min && distance <= distanceRange.max
                ? Math.round(distance)
                : initialState.distance,
        at: parseLonLat(given.get('at')),
        record: matching(given.get('record'), /^[a-z-]+\/.+$/),
    };
}

export type Listener = (state: Readonly<State>, changed: ReadonlySet<keyof State>) => void;

/** Holds the state and tells who listens what changed. */
export class Store {
    private current: State;
    private readonly listeners: Listener[] = [];

    constructor(start: State) {
        this.current = start;
    }

    get state(): Readonly<State> {
        return this.current;
    }

    /** Listeners are called once for all keys that change, and not at all if none does. */
    set(patch: Partial<State>): void {
        const changed = new Set<keyof State>();
        for (const key of Object.keys(patch) as (keyof State)[]) {
            if (JSON.stringify(patch[key]) !== JSON.stringify(this.current[key])) changed.add(key);
        }
        if (changed.size === 0) return;
        this.current = { ...this.current, ...patch };
        for (const listener of this.listeners) listener(this.current, changed);
    }

    subscribe(listener: Listener): void {
        this.listeners.push(listener);
    }
}

export function parseDate(text: string | null): string | null {
    const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? '');
    if (!match) return null;
    const date = new Date(`${match[0]}T00:00:00Z`);
    // A day that does not exist either fails to parse or rolls over into the next month.
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(match[0]) ? match[0] : null;
}

function parseView(text: string | null): View | null {
    const numbers = (text ?? '').split('/').map((part) => (part.trim() === '' ? NaN : Number(part)));
    const [zoom = NaN, lat = NaN, lon = NaN] = numbers;
    const good = numbers.length === 3 && zoom >= 0 && zoom <= 24 && Math.abs(lat) <= 85.06 && Math.abs(lon) <= 180;
    return good ? { zoom, lat, lon } : null;
}

function parseLonLat(text: string | null): [number, number] | null {
    const numbers = (text ?? '').split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
    const [lon = NaN, lat = NaN] = numbers;
    return numbers.length === 2 && Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? [lon, lat] : null;
}

function oneOf<T extends string>(text: string | null, values: readonly T[], otherwise: T): T {
    return values.find((value) => value === text) ?? otherwise;
}

function matching(text: string | null, pattern: RegExp): string | null {
    return text !== null && pattern.test(text) ? text : null;
}

function trim(value: number, digits: number): string {
    return String(Number(value.toFixed(digits)));
}

/** Keeps commas and slashes readable: they mean nothing in a fragment. */
function escapeValue(value: string): string {
    return encodeURIComponent(value).replace(/%2C/g, ',').replace(/%2F/g, '/');
}
