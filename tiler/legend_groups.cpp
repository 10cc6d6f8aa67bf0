// SPDX-License-Identifier: Apache-2.0
#include "tiler/legend_groups.hpp"

#include <array>

namespace sanvat::tiler {

namespace {

/// Gathers the groups of one legend.
class LegendGrouping {
public:
    LegendGrouping(const Theme& theme, const Legend& legend, const LegendWords& words, LegendForm form)
        : theme_(theme), legend_(legend), words_(words), form_(form) {}

    std::vector<LegendGroup> groups() {
        add_heading();
        for (const LegendRow& row : legend_.rows)
            groups_.push_back(row.classed ? of_classes(row) : of_records(row));
        if (LegendGroup marks = of_marks(); !marks.empty()) groups_.push_back(std::move(marks));
        return std::move(groups_);
    }

private:
    [[nodiscard]] bool panel() const noexcept { return form_ == LegendForm::panel; }

    void add_heading() {
        if (panel()) {
            groups_.push_back({{words_.heading(), {}, LegendText::heading, {}}});
            return;
        }
        const std::string place = legend_.title.empty() ? "" : " – " + legend_.title;
        groups_.push_back({{legend_.style->title.in(words_.language()) + place, {}, LegendText::heading, {}},
                           {words_.days(legend_), {}, LegendText::row, {}}});
    }

    /// The layer with its symbol, or with those of its entries below it.
    [[nodiscard]] LegendGroup of_records(const LegendRow& row) const {
        const ThemeLayer& layer = *row.layer;
        LegendGroup group{{layer.title.in(words_.language()), words_.numbers(row.counts), LegendText::row, {}}};
        if (row.entries.empty())
            group[0].symbol = sample(layer, shown_symbol(*legend_.style, layer), row.drawn, row.counts);
        for (const LegendEntry& entry : row.entries) {
            const Symbol symbol = entry.kind ? layer.symbol_of(0, *entry.kind) : layer.symbol_of(entry.variant);
            group.push_back({entry.title.in(words_.language()), words_.numbers(entry.counts), LegendText::row,
                             sample(layer, symbol, entry.drawn, entry.counts)});
        }
        return group;
    }

    /// Room without a symbol where the map has none.
    [[nodiscard]] std::function<void(LegendCanvas&, double, double)> sample(const ThemeLayer& layer,
                                                                            const Symbol& symbol,
                                                                            const std::array<bool, 3>& drawn,
                                                                            const LegendCounts& counts) const {
        if (counts.off_the_map()) return [](LegendCanvas&, double, double) {};
        const double most = legend_row_height(form_) - (panel() ? 3 : 6);
        return [&layer, symbol, drawn, most](LegendCanvas& canvas, double left, double middle) {
            canvas.sample(layer, symbol, drawn, most, left, middle);
        };
    }

    [[nodiscard]] LegendGroup of_classes(const LegendRow& row) const {
        const ClassedFigure& classed = *row.classed;
        const std::size_t classes = classed.classes.size();
        const LegendText heading = panel() ? LegendText::row : LegendText::heading;
        LegendGroup group{{classed.title.in(words_.language()), {}, heading, {}}};
        for (std::size_t i = 0; i < classes; ++i)
            group.push_back({words_.class_of(classed, i),
                             {},
                             LegendText::row,
                             swatch(*row.layer, ClassedFigure::look_of(i, classes))});
        for (const auto share : {MadeUp::some, MadeUp::most}) {
            const std::size_t number = classed.made_up[static_cast<std::size_t>(share)];
            if (number == 0) continue;
            const auto hatched = static_cast<std::uint32_t>(share) * SceneLayer::kind_step;
            group.push_back({words_.made_up(share, number),
                             {},
                             LegendText::row,
                             swatch(*row.layer, ClassedFigure::look_of(0, classes) + hatched)});
        }
        for (std::string& line : words_.rest(classed))
            group.push_back({std::move(line), {}, panel() ? LegendText::numbers : LegendText::row, {}});
        return group;
    }

    static std::function<void(LegendCanvas&, double, double)> swatch(const ThemeLayer& layer, std::uint32_t look) {
        return [&layer, look](LegendCanvas& canvas, double left, double middle) {
            canvas.swatch(layer, look, left, middle);
        };
    }

    /// What provenance makes of symbols: nothing where no layer has any, and none that nothing has.
    [[nodiscard]] LegendGroup of_marks() const {
        LegendCounts sum;
        for (const LegendRow& row : legend_.rows) {
            if (row.classed || row.layer->backdrop) continue;
            sum.reported += row.counts.reported;
            sum.derived += row.counts.derived;
            sum.illustrative += row.counts.illustrative;
        }
        LegendGroup group;
        if (sum.derived + sum.illustrative == 0) return group;  // nothing to tell apart
        if (sum.reported > 0) group.push_back(mark(data::Provenance::reported));
        if (sum.derived > 0) group.push_back(mark(data::Provenance::derived));
        if (sum.illustrative > 0) group.push_back(mark(data::Provenance::illustrative));
        return group;
    }

    [[nodiscard]] LegendItem mark(data::Provenance provenance) const {
        return {
            theme_.mark(provenance).title.in(words_.language()),
            {},
            LegendText::row,
            [provenance](LegendCanvas& canvas, double left, double middle) { canvas.mark(provenance, left, middle); }};
    }

    const Theme& theme_;
    const Legend& legend_;
    const LegendWords& words_;
    const LegendForm form_;
    std::vector<LegendGroup> groups_;
};

}  // namespace

std::vector<LegendGroup> legend_groups(const Theme& theme, const Legend& legend, const LegendWords& words,
                                       LegendForm form) {
    return LegendGrouping(theme, legend, words, form).groups();
}

}  // namespace sanvat::tiler
