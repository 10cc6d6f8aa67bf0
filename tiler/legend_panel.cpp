// SPDX-License-Identifier: Apache-2.0
#include "tiler/legend_panel.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <numeric>

#include "tiler/legend_canvas.hpp"
#include "tiler/legend_groups.hpp"
#include "tiler/legend_words.hpp"
#include "tiler/text_setter.hpp"

namespace sanvat::tiler {

namespace {

// Pixels.
constexpr int picture_margin = 14;
constexpr int symbol_gap = 6;  // between a symbol and its text
constexpr int column_gap = 16;
constexpr int group_gap = 3;

int line_height(LegendText kind) {
    return kind == LegendText::numbers ? 12 : 15;
}

/// As it is written.
struct Line {
    std::string text;
    LegendText kind = LegendText::row;
};

/// An item of the legend with its lines.
struct Row {
    const LegendItem* item = nullptr;
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
            std::string longer = line;
            if (!line.empty()) longer += ' ';
            longer += word;
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
    Impl(const Theme& theme_read, const Legend& legend, std::string_view language, LegendForm asked)
        : theme(theme_read),
          form(asked),
          margin(form == LegendForm::panel ? 0 : picture_margin),
          measure(theme_read),
          groups(legend_groups(theme_read, legend, LegendWords(language), form)) {}

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
    [[nodiscard]] static double indent_of(const LegendItem& item) {
        return item.symbol ? legend_symbol_width + symbol_gap : 0;
    }

    [[nodiscard]] int row_height(const LegendItem& item) const {
        if (item.kind == LegendText::numbers) return line_height(LegendText::row);
        return legend_row_height(form) + (item.kind == LegendText::heading ? 2 : 0);
    }

    Rows rows_of(const LegendGroup& group, int width) {
        Rows rows;
        for (const LegendItem& item : group)
            rows.push_back(row_of(item, width));
        return rows;
    }

    Row row_of(const LegendItem& item, int width) {
        const double room = width - indent_of(item) - legend_text_gap;
        Row row{&item, {}, row_height(item), 0};
        const std::string whole = item.numbers.empty() ? item.title : item.title + " (" + item.numbers + ")";
        if (item.numbers.empty() || measure.width(whole, item.kind) <= room) {
            row.lines = measure.lines(whole, item.kind, room);
        } else {
            row.lines = measure.lines(item.title, item.kind, room);
            std::ranges::move(measure.lines(item.numbers, LegendText::numbers, room), std::back_inserter(row.lines));
        }
        for (std::size_t i = 0; i < row.lines.size(); ++i) {
            if (i > 0) row.height += line_height(row.lines[i].kind);
            const double text = measure.width(row.lines[i].text, row.lines[i].kind);
            row.width = std::max(row.width, indent_of(item) + legend_text_gap + text);
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
            if (canvas) draw(row, left, top + row_height(*row.item) / 2.0, *canvas);
            top += row.height;
        }
        return top;
    }

    static void draw(const Row& row, double left, double middle, LegendCanvas& canvas) {
        if (row.item->symbol) row.item->symbol(canvas, left, middle);
        for (std::size_t i = 0; i < row.lines.size(); ++i) {
            // Half of the line above and half of this one.
            if (i > 0) middle += (line_height(row.lines[i - 1].kind) + line_height(row.lines[i].kind)) / 2.0;
            canvas.write(row.lines[i].text, row.lines[i].kind, left + indent_of(*row.item), middle);
        }
    }

public:
    const Theme& theme;
    const LegendForm form;
    const int margin;
    Measure measure;
    const std::vector<LegendGroup> groups;
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
