// SPDX-License-Identifier: Apache-2.0
#include "data/import_batch.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "data/loose_value.hpp"
#include "data/text.hpp"

namespace sanvat::data {

namespace {

constexpr std::size_t most_warnings = 50;

std::string_view name_of(const Geometry& geometry) noexcept {
    if (std::holds_alternative<LonLat>(geometry)) return "a point";
    if (std::holds_alternative<MultiLineString>(geometry)) return "a line";
    return "a polygon";
}

std::string coordinates(LonLat p) {
    return to_text(Value{p.lon}) + " " + to_text(Value{p.lat});
}

/// What is wrong with a ring that a normalised polygon would no longer show.
std::string open_ring(const MultiPolygon& polygons) {
    for (const Polygon& polygon : polygons) {
        std::vector<const Ring*> rings{&polygon.outer};
        for (const Ring& hole : polygon.holes)
            rings.push_back(&hole);
        for (const Ring* ring : rings) {
            if (ring->size() < 4) return "a ring has " + std::to_string(ring->size()) + " positions, of at least 4";
            if (ring->front() != ring->back())
                return "the ring that starts at " + coordinates(ring->front()) + " is not closed";
        }
    }
    return {};
}

}  // namespace

ImportBatch::ImportBatch(Register& target, const ImportOptions& asked, const Mapping& words)
    : content(target), options(asked), mapping(words), units(target), places(target.units) {
    report.kind = options.kind;
}

void ImportBatch::refuse(ImportProblem problem) {
    if (problems_.size() < ImportRefused::most_problems) {
        problems_.push_back(std::move(problem));
    } else {
        ++more_problems_;
    }
}

void ImportBatch::warn(std::string text) {
    if (std::ranges::find(report.warnings, text) != report.warnings.end()) return;
    if (report.warnings.size() < most_warnings) {
        report.warnings.push_back(std::move(text));
        return;
    }
    ++more_warnings_;
    const std::string last = "and " + std::to_string(more_warnings_) + " more";
    if (more_warnings_ == 1) {
        report.warnings.push_back(last);
    } else {
        report.warnings.back() = last;
    }
}

void ImportBatch::check() {
    if (refused()) throw ImportRefused(std::move(problems_), more_problems_);
}

void ImportBatch::tell(std::string_view step, std::int64_t done, std::optional<std::int64_t> total) const {
    if (options.progress) options.progress({step, done, total});
}

ImportRecord::ImportRecord(ImportBatch& batch, const ImportSource& source, SourceRow row)
    : batch_(batch), source_(source), row_(std::move(row)) {}

ErrorPlace ImportRecord::place(std::string_view field) const {
    ErrorPlace place = source_.place;
    place.record = row_.record;
    place.parameter = field;
    return place;
}

void ImportRecord::refuse(std::string_view field, std::string problem, std::string remedy) const {
    batch_.refuse({place(field), std::move(problem), std::move(remedy)});
}

bool ImportRecord::has(std::string_view field) const {
    return source_.bound.columns.contains(field) || batch_.mapping.constants.contains(std::string{field});
}

std::optional<std::string> ImportRecord::text(std::string_view field) const {
    if (const auto column = source_.bound.columns.find(field); column != source_.bound.columns.end()) {
        const std::string raw = to_text(row_.values[column->second]);
        if (const auto cell = trim(raw); !cell.empty()) {
            std::string value = translated(batch_.mapping, field, std::string{cell});
            return value.empty() ? std::nullopt : std::optional{std::move(value)};
        }
    }
    if (const auto constant = batch_.mapping.constants.find(std::string{field});
        constant != batch_.mapping.constants.end()) {
        return constant->second;
    }
    return std::nullopt;
}

std::optional<double> ImportRecord::number(std::string_view field) const {
    const auto written = text(field);
    if (!written) return std::nullopt;
    auto read = read_number(*written);
    if (const auto* number = std::get_if<double>(&read)) return *number;
    refuse(field, std::get<std::string>(read), "write a number without unit, as 1234.5");
    return std::nullopt;
}

std::optional<std::int64_t> ImportRecord::integer(std::string_view field) const {
    const auto value = number(field);
    if (!value) return std::nullopt;
    if (*value == std::trunc(*value) && std::abs(*value) < 9e15) return static_cast<std::int64_t>(*value);
    refuse(field, "\"" + *text(field) + "\" is not a whole number", "write it without decimals");
    return std::nullopt;
}

std::optional<Date> ImportRecord::day(std::string_view field) const {
    const auto written = text(field);
    if (!written) return std::nullopt;
    auto read = read_day(*written);
    if (const auto* day = std::get_if<Date>(&read)) return *day;
    refuse(field, std::get<std::string>(read), "give a day that exists, or leave it blank");
    return std::nullopt;
}

std::optional<bool> ImportRecord::flag(std::string_view field) const {
    const auto written = text(field);
    if (!written) return std::nullopt;
    auto read = read_flag(*written);
    if (const auto* flag = std::get_if<bool>(&read)) return *flag;
    refuse(field, std::get<std::string>(read), "or translate it in [values." + std::string{field} + "]");
    return std::nullopt;
}

std::optional<UnitKey> ImportRecord::declared_by(const std::string& key) const {
    const FoundUnit found = batch_.units.find({.key = key, .code = {}, .name = {}, .district = {}, .date = {}});
    if (!found.problem.empty()) refuse("declared_unit", found.problem, found.remedy);
    return found.key;
}

bool ImportRecord::has_declared_unit() const {
    return has("declared_unit") || has("unit") || has("unit_code") || has("district");
}

std::optional<UnitKey> ImportRecord::declared_unit() const {
    // In a table of ours the other columns say where the record lies, which may be elsewhere.
    const bool is_ours = has("declared_unit") && !batch_.mapping.columns.contains("declared_unit");
    const auto key = text("declared_unit");
    if (is_ours && (!key || parse_unit_key(*key))) return declared_by(key.value_or(""));
    const FoundUnit found = batch_.units.find({.key = text("declared_unit").value_or(""),
                                               .code = text("unit_code").value_or(""),
                                               .name = text("unit").value_or(""),
                                               .district = text("district").value_or(""),
                                               .date = day("unit_date")});
    if (!found.problem.empty()) refuse("unit", found.problem, found.remedy);
    return found.key;
}

void ImportRecord::refuse_geometry(std::string_view wanted) const {
    refuse({},
           "it is " + std::string{name_of(row_.geometry)} + ", where " + std::string{to_string(batch_.options.kind)} +
               " are " + std::string{wanted},
           "choose the right layer, or the right kind with --as");
}

std::optional<LonLat> ImportRecord::point() const {
    if (!has_geometry()) return std::nullopt;
    const auto* point = std::get_if<LonLat>(&row_.geometry);
    if (!point) {
        refuse_geometry("points");
        return std::nullopt;
    }
    if (batch_.places.known() && !batch_.places.inside_province(*point)) {
        const bool swapped = std::abs(point->lon) <= 90 && batch_.places.inside_province({point->lat, point->lon});
        refuse({}, "the point " + coordinates(*point) + " lies outside the province",
               swapped ? "longitude and latitude seem exchanged" : "check its coordinates, or the system with --s-srs");
        return std::nullopt;
    }
    return *point;
}

std::optional<MultiLineString> ImportRecord::lines() const {
    if (!has_geometry()) return std::nullopt;
    const auto* lines = std::get_if<MultiLineString>(&row_.geometry);
    if (!lines) {
        refuse_geometry("lines");
        return std::nullopt;
    }
    for (const LineString& line : *lines) {
        if (std::ranges::all_of(line, [&](LonLat p) { return p == line.front(); })) {
            refuse({}, "a line has no length", "give it at least two different positions");
            return std::nullopt;
        }
    }
    if (batch_.places.known() && !batch_.places.meets_province(envelope_of(*lines))) {
        refuse({}, "the line lies outside the province", "check its coordinates, or the system with --s-srs");
        return std::nullopt;
    }
    return *lines;
}

std::optional<MultiPolygon> ImportRecord::polygons() const {
    if (!has_geometry()) return std::nullopt;
    const auto* polygons = std::get_if<MultiPolygon>(&row_.geometry);
    if (!polygons) {
        refuse_geometry("polygons");
        return std::nullopt;
    }
    if (auto problem = open_ring(*polygons); !problem.empty()) {
        refuse({}, std::move(problem), "close the ring: its last position repeats the first");
        return std::nullopt;
    }
    MultiPolygon wound = normalised(*polygons);
    if (auto problem = invalid_reason(wound); !problem.empty()) {
        refuse({}, "the polygon is not valid: " + problem, "mend its outline (in QGIS: Fix geometries)");
        return std::nullopt;
    }
    return wound;
}

}  // namespace sanvat::data
