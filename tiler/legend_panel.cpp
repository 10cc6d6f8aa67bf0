// SPDX-License-Identifier: Apache-2.0
#include "tiler/legend_panel.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <iterator>
#include <map>
#include <numeric>

#include "tiler/legend_canvas.hpp"
#include "tiler/legend_words.hpp"
#include "tiler/text_setter.hpp"

namespace sanvat::tiler {

namespace {

// Pixels.
constexpr int picture_margin = 14;
constexpr int picture_row = 24;
constexpr int panel_row = 20;
constexpr int symbol_gap = 6;  // between a symbol and its text
constexpr int column_gap = 16;
constexpr int group_gap = 3;

int line_height(LegendText kind) {
    return kind == LegendText::numbers ? 12 : 15;
}

/// A row before its texts are broken into lines.
struct Entry {
    std::string title;
    std::string numbers;  ///< in brackets behind the title where there is room, else under it; may be empty
    LegendText kind = LegendText::row;
    /// Draws what stands left of the texts; empty where they begin at the left edge.
    std::function<void(LegendCanvas&, double left, double middle)> symbol;
};

/// What belongs together: a heading and its rows, or one row.
using Group = std::vector<Entry>;

struct Line {
    std::string text;
    LegendText kind = LegendText::row;
};

/// An entry with its lines.
struct Row {
    const Entry* entry = nullptr;
    std::vector<Line> lines;
    int height = 0;
    double width = 0;
};

using Rows = std::vector<Row>;

int height_of(const Rows& rows) {
    return std::accumulate(rows.begin(), rows.end(), group_gap,
                           [](int sum, const Row& row) { return sum + row.height; });
}

/// Texts by their widths; the same ones come again with every shape that is tried.
class Measure {
public:
    explicit Measure(const Theme& theme) : setter_(theme) {}

    double width(const std::string& text, LegendText kind) {
        const auto [known, is_new] = widths_.try_emplace({kind, text}, 0);
        if (is_new) known->second = setter_.set(text, rule_of(kind), legend_zoom).width;
        return known->second;
    }

    /// The text in lines of at most that width, broken at blanks. A longer word stays whole.
    std::vector<Line> lines(const std::string& text, LegendText kind, double most_width) {
        std::vector<Line> lines;
        std::string line;
        for (std::size_t begin = 0; begin <= text.size();) {
            const std::size_t end = std::min(text.find(' ', begin), text.size());
            const std::string word = text.substr(begin, end - begin);
            begin = end + 1;
            std::string longer = line.empty() ? word : line + " " + word;
            if (!line.empty() && width(longer, kind) > most_width) {
                lines.push_back({std::exchange(line, word), kind});
            } else {
                line = std::move(longer);
            }
        }
        lines.push_back({std::move(line), kind});
        return lines;
    }

private:
    TextSetter setter_;
    std::map<std::pair<LegendText, std::string>, double> widths_;
};

/// All that a legend lists, in order.
class Content {
public:
    Content(const Theme& theme, const Legend& legend, const LegendWords& words, bool panel)
        : theme_(theme), legend_(legend), words_(words), panel_(panel) {}

    std::vector<Group> groups() {
        add_heading();
        for (const LegendRow& row : legend_.rows)
            groups_.push_back(row.classed ? of_classes(row) : of_records(row));
        if (Group marks = of_marks(); !marks.empty()) groups_.push_back(std::move(marks));
        return std::move(groups_);
    }

private:
    void add_heading() {
        if (panel_) {
            groups_.push_back({{words_.heading(), {}, LegendText::heading, {}}});
            return;
        }
        const std::string place = legend_.title.empty() ? "" : " – " + legend_.title;
        groups_.push_back({{legend_.style->title.in(words_.language()) + place, {}, LegendText::heading, {}},
                           {words_.days(legend_), {}, LegendText::row, {}}});
    }

    /// The layer with its symbol, or with those of its entries below it.
    [[nodiscard]] Group of_records(const LegendRow& row) const {
        const ThemeLayer& layer = *row.layer;
        Group group{{layer.title.in(words_.language()), words_.numbers(row.counts), LegendText::row, {}}};
        if (row.entries.empty()) group[0].symbol = sample(layer, layer.symbol, row.drawn, row.counts);
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
        const double most = panel_ ? panel_row - 3 : picture_row - 6;
        return [&layer, symbol, drawn, most](LegendCanvas& canvas, double left, double middle) {
            canvas.sample(layer, symbol, drawn, most, left, middle);
        };
    }

    [[nodiscard]] Group of_classes(const LegendRow& row) const {
        const ClassedFigure& classed = *row.classed;
        const std::size_t classes = classed.classes.size();
        const LegendText heading = panel_ ? LegendText::row : LegendText::heading;
        Group group{{classed.title.in(words_.language()), {}, heading, {}}};
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
            group.push_back({std::move(line), {}, panel_ ? LegendText::numbers : LegendText::row, {}});
        return group;
    }

    static std::function<void(LegendCanvas&, double, double)> swatch(const ThemeLayer& layer, std::uint32_t look) {
        return [&layer, look](LegendCanvas& canvas, double left, double middle) {
            canvas.swatch(layer, look, left, middle);
        };
    }

    /// What provenance makes of symbols: nothing where no layer has any, and none that nothing has.
    [[nodiscard]] Group of_marks() const {
        LegendCounts sum;
        for (const LegendRow& row : legend_.rows) {
            if (row.classed || row.layer->backdrop) continue;
            sum.reported += row.counts.reported;
            sum.derived += row.counts.derived;
            sum.illustrative += row.counts.illustrative;
        }
        Group group;
        if (sum.derived + sum.illustrative == 0) return group;  // nothing to tell apart
        if (sum.reported > 0) group.push_back(mark(data::Provenance::reported));
        if (sum.derived > 0) group.push_back(mark(data::Provenance::derived));
        if (sum.illustrative > 0) group.push_back(mark(data::Provenance::illustrative));
        return group;
    }

    [[nodiscard]] Entry mark(data::Provenance provenance) const {
        return {
            theme_.mark(provenance).title.in(words_.language()),
            {},
            LegendText::row,
            [provenance](LegendCanvas& canvas, double left, double middle) { canvas.mark(provenance, left, middle); }};
    }

    const Theme& theme_;
    const Legend& legend_;
    const LegendWords& words_;
    const bool panel_;
    std::vector<Group> groups_;
};

/// What columns hold that are no higher than that: they are filled one after the other, parts stay whole.
std::vector<std::vector<const Rows*>> filled(const std::vector<Rows>& parts, int height) {
    std::vector<std::vector<const Rows*>> columns(1);
    int left = height;
    for (const Rows& part : parts) {
        const int needed = height_of(part);
        if (needed > left && !columns.back().empty()) {
            columns.emplace_back();
            left = height;
        }
        columns.back().push_back(&part);
        left -= needed;
    }
    return columns;
}

/// At most so many columns, and those as low as can be.
std::vector<std::vector<const Rows*>> in_columns(const std::vector<Rows>& parts, int columns) {
    int low = 0;
    int high = 0;
    for (const Rows& part : parts) {
        low = std::max(low, height_of(part));
        high += height_of(part);
    }
    while (low < high) {
        const int middle = std::midpoint(low, high);
        if (filled(parts, middle).size() <= static_cast<std::size_t>(columns)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return filled(parts, high);
}

}  // namespace

struct LegendPanel::Impl {
    Impl(const Theme& theme_read, const Legend& legend, std::string_view language, LegendForm form)
        : theme(theme_read),
          words(language),
          panel(form == LegendForm::panel),
          margin(panel ? 0 : picture_margin),
          measure(theme_read),
          groups(Content(theme_read, legend, words, panel).groups()) {}

    /// Goes through all rows in their places and draws them where there is a canvas.
    LegendSize lay_out(const LegendShape& shape, LegendCanvas* canvas) {
        const Rows heading = rows_of(groups.front(), shape.width);
        std::vector<Rows> parts;
        for (std::size_t i = 1; i < groups.size(); ++i)
            add_parts(rows_of(groups[i], shape.width), shape.broken, parts);
        const int top = put(heading, margin, margin, canvas) + group_gap;
        double right = margin + width_of(heading);
        double left = margin;
        int bottom = top;
        for (const auto& column : in_columns(parts, shape.columns)) {
            int y = top;
            double width = 0;
            for (const Rows* part : column) {
                y = put(*part, left, y, canvas) + group_gap;
                width = std::max(width, width_of(*part));
            }
            right = std::max(right, left + width);
            left += width + column_gap;
            bottom = std::max(bottom, y);
        }
        return {static_cast<int>(std::ceil(right)) + margin, bottom + margin};
    }

private:
    [[nodiscard]] static double indent_of(const Entry& entry) {
        return entry.symbol ? legend_symbol_width + symbol_gap : 0;
    }

    [[nodiscard]] int row_height(const Entry& entry) const {
        if (entry.kind == LegendText::numbers) return line_height(LegendText::row);
        return (panel ? panel_row : picture_row) + (entry.kind == LegendText::heading ? 2 : 0);
    }

    Rows rows_of(const Group& group, int width) {
        Rows rows;
        for (const Entry& entry : group)
            rows.push_back(row_of(entry, width));
        return rows;
    }

    Row row_of(const Entry& entry, int width) {
        const double room = width - indent_of(entry) - legend_text_gap;
        Row row{&entry, {}, row_height(entry), 0};
        const std::string whole = entry.numbers.empty() ? entry.title : entry.title + " (" + entry.numbers + ")";
        if (entry.numbers.empty() || measure.width(whole, entry.kind) <= room) {
            row.lines = measure.lines(whole, entry.kind, room);
        } else {
            row.lines = measure.lines(entry.title, entry.kind, room);
            std::ranges::move(measure.lines(entry.numbers, LegendText::numbers, room), std::back_inserter(row.lines));
        }
        for (std::size_t i = 0; i < row.lines.size(); ++i) {
            if (i > 0) row.height += line_height(row.lines[i].kind);
            const double text = measure.width(row.lines[i].text, row.lines[i].kind);
            row.width = std::max(row.width, indent_of(entry) + legend_text_gap + text);
        }
        return row;
    }

    /// Whole, or broken after any row but the heading of several.
    static void add_parts(Rows rows, bool broken, std::vector<Rows>& parts) {
        if (!broken || rows.size() < 3) return parts.push_back(std::move(rows));
        const auto third = std::next(rows.begin(), 2);
        parts.emplace_back(rows.begin(), third);
        for (auto row = third; row != rows.end(); ++row)
            parts.push_back({*row});
    }

    static double width_of(const Rows& rows) {
        double width = 0;
        for (const Row& row : rows)
            width = std::max(width, row.width);
        return width;
    }

    /// Returns where the next row begins.
    int put(const Rows& rows, double left, int top, LegendCanvas* canvas) const {
        for (const Row& row : rows) {
            if (canvas) draw(row, left, top + row_height(*row.entry) / 2.0, *canvas);
            top += row.height;
        }
        return top;
    }

    static void draw(const Row& row, double left, double middle, LegendCanvas& canvas) {
        if (row.entry->symbol) row.entry->symbol(canvas, left, middle);
        for (std::size_t i = 0; i < row.lines.size(); ++i) {
            // Half of the line above and half of this one.
            if (i > 0) middle += (line_height(row.lines[i - 1].kind) + line_height(row.lines[i].kind)) / 2.0;
            canvas.write(row.lines[i].text, row.lines[i].kind, left + indent_of(*row.entry), middle);
        }
    }

public:
    const Theme& theme;
    const LegendWords words;
    const bool panel;
    const int margin;
    Measure measure;
    const std::vector<Group> groups;
};

LegendPanel::LegendPanel(const Theme& theme, const Legend& legend, std::string_view language, LegendForm form)
    : impl_(std::make_unique<Impl>(theme, legend, language, form)) {}

LegendPanel::~LegendPanel() = default;

LegendSize LegendPanel::size(const LegendShape& shape) {
    return impl_->lay_out(shape, nullptr);
}

LegendDrawing LegendPanel::draw(const LegendShape& shape) {
    LegendCanvas canvas(impl_->theme);
    const LegendSize size = impl_->lay_out(shape, &canvas);
    return canvas.finish(size.width, size.height);
}

}  // namespace sanvat::tiler
