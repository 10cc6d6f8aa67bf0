// SPDX-License-Identifier: Apache-2.0
#include "data/import_table.hpp"

#include <algorithm>

namespace sanvat::data {

std::string id_of(const ImportRecord& row, const std::optional<UnitKey>& unit) {
    if (auto own = row.text("id")) return *own;
    const auto name = row.text("name");
    std::string id = name ? slug(*name) : std::string{};
    if (id.empty()) {
        row.refuse("name", "the record has neither id nor name", "give it one, or delete the record");
        return {};
    }
    return unit ? id + "-" + unit->to_string() : id;
}

bool looks_like_id(std::string_view text) noexcept {
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f; });
}

Provenance provenance_of(const ImportRecord& row, std::string_view field, Provenance otherwise) {
    const auto written = row.text(field);
    if (!written) return otherwise;
    const auto provenance = read_word<Provenance>(*written);
    if (!provenance) row.refuse(field, "\"" + *written + "\" is not known", "use " + allowed_words<Provenance>());
    return provenance.value_or(otherwise);
}

/// True for what a Shapefile, whose texts end after 254 bytes, leaves of the longer one.
static bool is_cut(std::string_view text, std::string_view whole) noexcept {
    constexpr std::size_t shortest = 254 - 4;  // less a letter that did not fit and a blank
    return text.size() >= shortest && text.size() < whole.size() && whole.starts_with(text);
}

void assign_lineage(const ImportRecord& row, Lineage& lineage) {
    const Provenance before = lineage.provenance;
    lineage.provenance = provenance_of(row, "provenance", before);
    if (const auto source = row.text("source")) {
        if (!is_cut(*source, lineage.source)) lineage.source = *source;
    } else if (lineage.source.empty() || lineage.provenance != before) {
        lineage.source = row.source().file_name;  // it is this file that says so
    }
    if (row.has("source_date")) lineage.source_date = row.text("source_date").value_or("");
    if (before == Provenance::illustrative && !row.text("provenance"))
        row.batch().warn("records that the store has as illustrative stay so; where they are real, give a provenance");
}

void assign_unit_accuracy(const ImportRecord& row, const std::optional<UnitKey>& unit, Lineage& lineage) {
    const auto written = row.text("position_accuracy");
    const auto said = written ? read_word<PositionAccuracy>(*written) : std::nullopt;
    if (said && *said == lineage.position_accuracy) return;
    const AdminUnit* declared = unit ? row.batch().units.unit(*unit) : nullptr;
    lineage.position_accuracy = declared ? accuracy_of(declared->level) : PositionAccuracy::none;
}

void assign_unit(const ImportRecord& row, const std::optional<UnitKey>& found, std::optional<UnitKey>& unit) {
    if (row.has_declared_unit()) unit = found;
}

void assign_place(const ImportRecord& row, const std::optional<UnitKey>& unit, bool known_there,
                  std::optional<LonLat>& point, Lineage& lineage) {
    std::optional<PositionAccuracy> said;
    if (const auto written = row.text("position_accuracy")) {
        said = read_word<PositionAccuracy>(*written);
        if (!said) {
            row.refuse("position_accuracy", "\"" + *written + "\" is not known",
                       "use " + allowed_words<PositionAccuracy>());
        }
    }
    const bool stands_for_unit = known_there && !locates(lineage.position_accuracy);
    if (row.has_geometry()) {
        // The point of the unit, which a table of ours gives to what has none of its own.
        if (stands_for_unit && !point && said && !locates(*said)) return;
        point = row.point();
        // A file of points says where things are, but not that somebody surveyed them.
        lineage.position_accuracy = said.value_or(PositionAccuracy::traced);
        return;
    }
    if (stands_for_unit && !point) return;
    if (!row.source().spatial && point && (stands_for_unit || locates(lineage.position_accuracy))) return;
    if (said && locates(*said)) {
        row.refuse("position_accuracy", "it is " + std::string{to_string(*said)} + ", but there are no coordinates",
                   "give them, or leave the accuracy blank");
    }
    const AdminUnit* declared = unit ? row.batch().units.unit(*unit) : nullptr;
    if (declared && declared->level == AdminLevel::province) declared = nullptr;  // its middle is nobody's place
    point = declared ? row.batch().places.inside_point_of(*declared) : std::nullopt;
    lineage.position_accuracy = declared ? accuracy_of(declared->level) : PositionAccuracy::none;
}

}  // namespace sanvat::data
