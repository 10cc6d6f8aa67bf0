// SPDX-License-Identifier: Apache-2.0
#include "tiler/map_question.hpp"

#include <algorithm>
#include <charconv>

#include "analysis/distance.hpp"
#include "data/error.hpp"

namespace sanvat::tiler {

namespace {

bool has_source(const MapStyle& style, ThemeSource source) {
    return std::ranges::find(style.layers, source, &ThemeLayer::source) != style.layers.end();
}

/// Reads the parameters one by one; what is left over the style has no use for.
class QuestionReader {
public:
    QuestionReader(const MapStyle& style, const QuestionText& text) : style_(style), left_(text) {}

    /// Nothing where the parameter was not given.
    std::optional<std::string> take(std::string_view name) {
        const auto found = left_.find(name);
        if (found == left_.end()) return std::nullopt;
        std::string value = std::move(found->second);
        left_.erase(found);
        return value;
    }

    void finish() const {
        if (left_.empty()) return;
        throw data::bad_value(left_.begin()->first, "has no meaning for style " + style_.id, "leave it out");
    }

private:
    const MapStyle& style_;
    QuestionText left_;
};

data::Error wrong(const std::string& parameter, const std::string& value, const std::string& remedy) {
    return data::bad_value(parameter, "\"" + value + "\" does not fit", remedy);
}

std::size_t classes_of(const std::string& text) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    if (whole && number >= analysis::fewest_classes && number <= analysis::most_classes) return number;
    throw wrong("n", text,
                "give a whole number from " + std::to_string(analysis::fewest_classes) + " to " +
                    std::to_string(analysis::most_classes));
}

void read_figure(QuestionReader& reader, analysis::FigureClassesQuestion& question) {
    if (const auto figure = reader.take("figure")) question.figure = *figure;
    if (const auto by = reader.take("by")) {
        const auto level = data::parse_admin_level(*by);
        if (!level || *level == data::AdminLevel::province) throw wrong("by", *by, "give commune or district");
        question.summary.by = *level;
    }
    if (const auto text = reader.take("method")) {
        const auto method = analysis::parse_class_method(*text);
        if (!method) throw wrong("method", *text, "give equal, quantile, jenks or pretty");
        question.method = *method;
    }
    if (const auto n = reader.take("n")) question.classes = classes_of(*n);
}

std::vector<analysis::CollectionId> collections_of(const std::string& text) {
    std::vector<analysis::CollectionId> collections;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find(',', begin), text.size());
        const std::string name = text.substr(begin, end - begin);
        const auto id = analysis::parse_collection(name);
        if (!id || std::ranges::find(collections, *id) != collections.end() ||
            analysis::collection(*id).geometry != "point") {
            throw wrong("collection", name, "give some of facilities, craft-villages, products, producers, tour-stops");
        }
        collections.push_back(*id);
        begin = end + 1;
    }
    std::ranges::sort(collections);
    return collections;
}

void read_density(QuestionReader& reader, analysis::DensityQuestion& question) {
    question.scope.collections = {analysis::CollectionId::facilities};
    if (const auto names = reader.take("collection")) question.scope.collections = collections_of(*names);
    if (const auto text = reader.take("method")) {
        const auto method = analysis::parse_density_method(*text);
        if (!method) throw wrong("method", *text, "give hexagon or kernel");
        question.method = *method;
    }
    if (const auto cell = reader.take("cell")) question.cell_m = analysis::parse_distance_m("cell", *cell);
    if (const auto text = reader.take("bandwidth"))
        question.bandwidth_m = analysis::parse_distance_m("bandwidth", *text);
    if (question.cell_m < analysis::least_cell_m || question.cell_m > analysis::most_cell_m)
        throw data::bad_value("cell", "is out of range", "give a distance from 500m to 100km");
    if (question.bandwidth_m && question.method == analysis::DensityMethod::hexagon)
        throw data::bad_value("bandwidth", "has no meaning for hexagons", "leave it out, or ask for the method kernel");
}

std::string key_of(const analysis::FigureClassesQuestion& question) {
    return "figure " + question.figure + "|" + std::string(data::to_string(question.summary.by)) + "|" +
           std::string(analysis::to_string(question.method)) + "|" + std::to_string(question.classes);
}

std::string key_of(const analysis::DensityQuestion& question) {
    std::string key = "density ";
    for (const auto id : question.scope.collections)
        key += std::string(analysis::collection(id).name) + ",";
    return key + "|" + std::string(analysis::to_string(question.method)) + "|" + data::to_text(question.cell_m) + "|" +
           (question.bandwidth_m ? data::to_text(*question.bandwidth_m) : "usual");
}

}  // namespace

MapQuestion read_question(const MapStyle& style, const QuestionText& text, data::Date as_of, data::Date units,
                          const analysis::Filter& filter) {
    QuestionReader reader(style, text);
    MapQuestion question;
    question.usual = text.empty();
    if (has_source(style, ThemeSource::figure)) {
        auto& asked = question.figure.emplace();
        asked.summary = {.as_of = as_of, .units = units, .filter = filter};
        read_figure(reader, asked);
        question.key = key_of(asked);
    } else if (has_source(style, ThemeSource::density)) {
        auto& asked = question.density.emplace();
        asked.scope = {{}, as_of, filter};
        read_density(reader, asked);
        question.key = key_of(asked);
    }
    reader.finish();
    if (!question.key.empty()) {
        question.key += "|" + std::to_string(as_of.days_since_epoch()) + "|" +
                        std::to_string(units.days_since_epoch()) + "|" + filter.canonical();
    }
    return question;
}

}  // namespace sanvat::tiler
