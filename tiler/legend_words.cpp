// SPDX-License-Identifier: Apache-2.0
#include "tiler/legend_words.hpp"

#include "tiler/figure_title.hpp"

namespace sanvat::tiler {

std::string LegendWords::day(data::Date day) const {
    const std::string iso = day.to_string();
    return language_ == "en" ? iso : iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
}

std::string LegendWords::days(const Legend& legend) const {
    std::string text = either("Số liệu ngày ", "Records as of ") + day(legend.as_of);
    if (legend.units_as_of) text += either(", ranh giới ngày ", ", boundaries of ") + day(*legend.units_as_of);
    return text;
}

std::string LegendWords::numbers(const LegendCounts& counts) const {
    return provenances(counts) + (counts.off_the_map() ? either(", không có trên bản đồ", ", not on the map") : "");
}

std::string LegendWords::provenances(const LegendCounts& counts) const {
    std::string text = std::to_string(counts.total);
    if (counts.reported == counts.total) return text;
    const bool of_one_kind = counts.derived == counts.total || counts.illustrative == counts.total;
    const char* separator = of_one_kind ? "" : ": ";
    if (of_one_kind) text.clear();
    const auto add = [&](std::size_t number, const char* vi, const char* en) {
        if (number == 0) return;
        text += separator + std::to_string(number) + " " + either(vi, en);
        separator = ", ";
    };
    add(counts.reported, "đã công bố", "reported");
    add(counts.derived, "suy ra", "derived");
    add(counts.illustrative, "minh hoạ", "illustrative");
    return text;
}

std::string LegendWords::class_of(const ClassedFigure& classed, std::size_t number) const {
    const auto& each = classed.classes[number];
    const std::string count = " (" + std::to_string(each.count) + ")";
    const std::string to = figure_text(each.to, language_);
    if (each.from == each.to) return to + count;
    return (each.from_closed ? "" : "> ") + figure_text(each.from, language_) + " – " + to + count;
}

std::string LegendWords::made_up(MadeUp share, std::size_t number) const {
    const std::string text = share == MadeUp::most ? either("phần lớn là minh hoạ", "mostly illustrative")
                                                   : either("một phần là minh hoạ", "partly illustrative");
    return text + " (" + std::to_string(number) + ")";
}

std::vector<std::string> LegendWords::rest(const ClassedFigure& classed) const {
    const auto text = [&](double value) { return figure_text(value, language_); };
    std::vector<std::string> lines{either("Tổng ", "Total ") + text(classed.whole)};
    if (classed.illustrative > 0)
        lines.back() += either(", trong đó minh hoạ ", ", of it illustrative ") + text(classed.illustrative);
    lines.push_back(either("không rõ vị trí ", "not placed ") + text(classed.not_placed));
    if (classed.without_outline > 0)
        lines.push_back(std::to_string(classed.without_outline) +
                        either(" đơn vị không có ranh giới", " units have no outline"));
    return lines;
}

}  // namespace sanvat::tiler
