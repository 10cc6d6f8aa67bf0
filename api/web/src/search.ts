// SPDX-License-Identifier: Apache-2.0
// The search field: a combobox with a list box, after the ARIA authoring practices. The field keeps the focus; the
// arrow keys move the active option.
import { getJson, isAbort, Latest, recordFilters, type SearchResult } from './api';
import { byId, debounce, h } from './dom';
import { formatLastDay, t } from './i18n';
import { collectionLabel, valueLabel } from './labels';
import { clearError, showError } from './status';
import type { Store } from './state';

const resultLimit = 12;

export class Search {
    private readonly input = byId<HTMLInputElement>('search');
    private readonly list = byId('search-list');
    private readonly status = byId('search-status');
    private readonly latest = new Latest();
    private results: SearchResult[] = [];
    private active = -1;
    /** The text that `results` answer. */
    private answered = '';
    /** Enter was pressed before the answer was there: take the first as soon as it is. */
    private takeFirst = false;

    constructor(
        private readonly store: Store,
        private readonly onChosen: (result: SearchResult) => void,
    ) {
        const ask = debounce(180, () => void this.ask());
        this.input.addEventListener('input', () => {
            this.takeFirst = false;
            ask();
        });
        this.input.addEventListener('keydown', (event) => this.onKey(event));
        this.input.addEventListener('blur', () => this.close());
        this.input.addEventListener('focus', () => {
            if (this.results.length > 0 && this.answered === this.input.value.trim()) this.open();
        });
        // Pressing on an option must not take the focus from the field, or its list would be gone before the click.
        this.list.addEventListener('mousedown', (event) => event.preventDefault());
    }

    private async ask(): Promise<void> {
        const text = this.input.value.trim();
        if (text === '') {
            this.latest.stop();
            this.results = [];
            this.answered = '';
            this.close();
            return;
        }
        try {
            const query = { q: text, limit: resultLimit, provenance: recordFilters(this.store.state).provenance };
            const answer = await getJson<{ results: SearchResult[] }>('search', query, this.latest.next());
            clearError('failedSearch');
            this.show(text, withoutTwins(answer.results));
        } catch (error) {
            if (!isAbort(error)) showError('failedSearch', error, () => void this.ask());
        }
    }

    private show(text: string, results: SearchResult[]): void {
        this.results = results;
        this.answered = text;
        const nothing = h('li', { class: 'nothing', role: 'option', 'aria-disabled': 'true' }, t('searchNothing'));
        this.list.replaceChildren(...(results.length ? results.map((result, i) => this.option(result, i)) : [nothing]));
        this.setActive(-1);
        this.status.textContent = results.length ? t('searchCount', { n: results.length }) : t('searchNothing');
        if (document.activeElement !== this.input) return;
        if (this.takeFirst && results.length > 0) this.choose(0);
        else this.open();
    }

    private option(result: SearchResult, index: number): HTMLElement {
        const where = [collectionLabel(result.collection), result.unit].filter(Boolean).join(' · ');
        return h(
            'li',
            {
                id: `search-option-${index}`,
                role: 'option',
                'aria-selected': 'false',
                onclick: () => this.choose(index),
            },
            h('span', { class: 'option-name' }, result.name),
            h('span', { class: 'option-where' }, result.valid_to ? `${where} · ${former(result.valid_to)}` : where),
            result.provenance && result.provenance !== 'reported'
                ? h('span', { class: `badge ${result.provenance}` }, valueLabel(result.provenance))
                : null,
        );
    }

    private onKey(event: KeyboardEvent): void {
        const count = this.results.length;
        const isOpen = !this.list.hidden && count > 0;
        if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            if (!isOpen) return this.open();
            const step = event.key === 'ArrowDown' ? 1 : -1;
            // One place more than there are options: the field itself, with nothing active.
            this.setActive(((this.active + 1 + step + count + 1) % (count + 1)) - 1);
        } else if (event.key === 'Enter') {
            event.preventDefault();
            if (this.answered === this.input.value.trim() && count > 0) this.choose(Math.max(0, this.active));
            else this.takeFirst = true;
        } else if (event.key === 'Escape') {
            if (this.list.hidden) this.input.value = '';
            this.close();
        }
    }

    private setActive(index: number): void {
        this.active = index;
        [...this.list.children].forEach((option, i) => option.setAttribute('aria-selected', String(i === index)));
        const option = this.list.children[index];
        if (option && index >= 0) {
            this.input.setAttribute('aria-activedescendant', option.id);
            option.scrollIntoView({ block: 'nearest' });
        } else {
            this.input.removeAttribute('aria-activedescendant');
        }
    }

    private choose(index: number): void {
        const result = this.results[index];
        if (!result) return;
        this.takeFirst = false;
        this.input.value = result.name;
        this.answered = result.name;
        this.close();
        this.onChosen(result);
    }

    private open(): void {
        if (this.list.childElementCount === 0) return;
        this.list.hidden = false;
        this.input.setAttribute('aria-expanded', 'true');
    }

    private close(): void {
        this.list.hidden = true;
        this.input.setAttribute('aria-expanded', 'false');
        this.setActive(-1);
    }
}

/** "former, through 30 Jun 2025". */
function former(validTo: string): string {
    return t('former', { date: formatLastDay(validTo) });
}

/** A recognised craft village is a facility of the same id as well; the village says more. */
function withoutTwins(results: SearchResult[]): SearchResult[] {
    const villages = new Set(results.filter(({ collection }) => collection === 'craft-villages').map(({ id }) => id));
    return results.filter(({ collection, id }) => collection !== 'facilities' || !villages.has(id));
}
