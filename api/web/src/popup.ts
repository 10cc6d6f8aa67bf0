// SPDX-License-Identifier: Apache-2.0
// The card that tells what is at a place: the units now and before, and every record with where it comes from.
import { byId, h } from './dom';
import { currentLanguage, formatDate, formatNumber, t } from './i18n';
import { recordDetails, type Record } from './record';

export interface Unit {
    key: string;
    level: string;
    code: string;
    name: string;
    validFrom: string;
    validTo: string;
}

interface Actions {
    onClose: () => void;
    onZoom: (lon: number, lat: number) => void;
    /** The figure that colours the unit of that code, if one does. */
    figureOf: (code: string) => { label: string; value: string } | null;
}

interface Units {
    now: Unit[];
    then: Unit[];
}

export class Popup {
    private readonly card = byId('popup');
    private at: [number, number] | null = null;
    /** null: still on the way. */
    private units: Units | null = null;
    private picked: Record | null = null;
    private records: Record[] | null = null;
    private returnTo: HTMLElement | null = null;

    constructor(private readonly actions: Actions) {
        document.addEventListener('keydown', (event) => {
            if (event.key === 'Escape' && !this.card.hidden && !event.defaultPrevented) this.actions.onClose();
        });
    }

    open(at: [number, number] | null): void {
        if (this.card.hidden && document.activeElement instanceof HTMLElement) this.returnTo = document.activeElement;
        this.at = at;
        this.units = null;
        this.picked = null;
        this.records = null;
        this.card.hidden = false;
        document.body.dataset.popup = 'open';
        this.render();
        this.card.focus({ preventScroll: true });
    }

    hide(): void {
        if (this.card.hidden) return;
        const hadFocus = this.card.contains(document.activeElement);
        this.card.hidden = true;
        delete document.body.dataset.popup;
        // Whoever came by keyboard goes on from where they were.
        if (hadFocus) (this.returnTo ?? byId('map')).focus({ preventScroll: true });
    }

    setRecords(picked: Record | null, records: Record[]): void {
        this.picked = picked;
        this.records = records;
        this.render();
    }

    setUnits(now: Unit[], then: Unit[]): void {
        this.units = { now, then };
        this.render();
    }

    render(): void {
        if (this.card.hidden) return;
        const all = [...(this.picked ? [this.picked] : []), ...(this.records ?? [])];
        const close = h(
            'button',
            { type: 'button', class: 'icon', 'aria-label': t('close'), onclick: this.actions.onClose },
            '×',
        );
        const busy = this.records === null;
        this.card.setAttribute('aria-busy', String(busy || (this.at !== null && this.units === null)));
        const focusInside = this.card.contains(document.activeElement) && document.activeElement !== this.card;
        this.card.replaceChildren(
            h('header', {}, h('h2', { id: 'popup-title' }, this.title(all)), this.zoomButton(), close),
            h(
                'div',
                { class: 'popup-body' },
                this.unitsBlock(),
                busy ? h('p', { class: 'hint' }, t('loading')) : this.recordsBlock(),
            ),
        );
        if (focusInside) this.card.focus({ preventScroll: true });
    }

    private zoomButton(): HTMLElement | null {
        if (!this.at) return null;
        const [lon, lat] = this.at;
        const name = t('zoomTo');
        return h(
            'button',
            {
                type: 'button',
                class: 'icon',
                'aria-label': name,
                title: name,
                onclick: () => this.actions.onZoom(lon, lat),
            },
            '⌖',
        );
    }

    private title(records: Record[]): string {
        if (this.records === null) return t('place');
        if (this.picked) return this.picked.name;
        const [only] = records;
        if (records.length === 1 && only) return only.name;
        return records.length ? t('placeRecords', { n: formatNumber(records.length) }) : t('placeEmpty');
    }

    private unitsBlock(): HTMLElement {
        if (!this.at) {
            const known = this.picked !== null;
            return h('div', { class: 'units' }, known ? h('p', { class: 'hint' }, t('noPlace')) : null);
        }
        const [lon, lat] = this.at;
        const rows: (HTMLElement | null)[] = [];
        if (this.units) {
            const { now, then } = this.units;
            if (now.length + then.length === 0) rows.push(h('p', { class: 'hint' }, t('outside')));
            if (now.length) rows.push(definition(t('unitNow'), now.map(unitLine)));
            if (then.length) rows.push(definition(t('unitThen'), then.map(unitLine)));
            const figure = [...now, ...then]
                .map(({ code }) => this.actions.figureOf(code))
                .find((found) => found !== null);
            if (figure) rows.push(definition(figure.label, [figure.value]));
        } else {
            rows.push(h('p', { class: 'hint' }, t('loading')));
        }
        const degrees = `${formatNumber(lat, 4)}° B, ${formatNumber(lon, 4)}° Đ`;
        const english = `${formatNumber(lat, 4)}° N, ${formatNumber(lon, 4)}° E`;
        rows.push(definition(t('coordinates'), [currentLanguage() === 'vi' ? degrees : english]));
        return h('div', { class: 'units' }, h('dl', {}, ...rows));
    }

    private recordsBlock(): HTMLElement {
        const block = h('div', { class: 'records' });
        const records = this.records ?? [];
        if (this.picked) block.append(recordDetails(this.picked, true));
        if (this.picked && records.length > 0)
            block.append(h('h3', {}, t('alsoHere', { n: formatNumber(records.length) })));
        // What is nearest is most likely what was meant.
        block.append(...records.map((record, i) => recordDetails(record, !this.picked && i === 0)));
        return block;
    }
}

function definition(term: string, lines: string[]): HTMLElement {
    return h('div', {}, h('dt', {}, term), ...lines.map((line) => h('dd', {}, line)));
}

function unitLine(unit: Unit): string {
    const until = unit.validTo ? `, ${t('until', { date: formatDate(unit.validTo) })}` : '';
    return `${unit.name}${unit.code ? ` (${unit.code}${until})` : ''}`;
}
