// SPDX-License-Identifier: Apache-2.0
// Communes and districts: records whose key is code and first day.
#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "data/district_rebuild.hpp"
#include "data/import_kinds.hpp"
#include "data/import_table.hpp"
#include "data/text.hpp"

namespace sanvat::data {

namespace {

constexpr auto by_key = [](const AdminUnit& unit) { return unit.key; };

class UnitImporter : public Importer {
public:
    UnitImporter(ImportBatch& batch, AdminLevel level)
        : batch_(batch), level_(level), table_(batch, batch.content.units, by_key) {}

    /// Rows wait until all are there: which period they are of may show only by all their codes together.
    void take(ImportRecord row) override {
        auto polygons = row.polygons();
        rows_.push_back({std::move(row), std::move(polygons)});
    }

    void look_at_all() override {
        const auto usual = usual_start();
        for (Waiting& waiting : rows_)
            fill(waiting, usual);
    }

    void finish() override {
        std::map<UnitKey, MultiPolygon> outlined;
        for (const AdminUnit& unit : table_.incoming()) {
            if (!unit.polygon.empty() && with_outline_.contains(unit.key)) outlined.try_emplace(unit.key);
        }
        for (const AdminUnit& unit : batch_.content.units) {
            if (const auto found = outlined.find(unit.key); found != outlined.end()) found->second = unit.polygon;
        }
        const auto before = fingerprints();
        table_.merge();
        add_provinces();
        sort_tables(batch_.content);
        if (level_ == AdminLevel::commune && !outlined.empty()) rebuild(outlined);
        count_changes(before);
    }

private:
    struct Waiting {
        ImportRecord row;
        std::optional<MultiPolygon> polygons;
    };

    [[nodiscard]] std::map<UnitKey, std::string> fingerprints() const {
        std::map<UnitKey, std::string> known;
        for (const AdminUnit& unit : batch_.content.units)
            known[unit.key] = fingerprint(unit);
        return known;
    }

    /// An outline may be mended back to what the store had: what counts as changed is the unit as it is in the end.
    void count_changes(const std::map<UnitKey, std::string>& before) {
        batch_.report.changed = batch_.report.unchanged = 0;
        for (const AdminUnit& unit : batch_.content.units) {
            const auto old = before.find(unit.key);
            if (!table_.is_incoming(unit.key) || old == before.end()) continue;
            ++(old->second == fingerprint(unit) ? batch_.report.unchanged : batch_.report.changed);
        }
    }

    void rebuild(const std::map<UnitKey, MultiPolygon>& outlined) {
        batch_.tell("rebuilding districts");
        DistrictRebuild done = rebuild_districts(batch_.content, outlined);
        batch_.report.rebuilt = std::move(done.rebuilt);
        for (std::string& warning : done.warnings)
            batch_.warn(std::move(warning));
    }

    [[nodiscard]] std::string code_of(const ImportRecord& row) const {
        return padded_code(row.text("code").value_or(""), level_);
    }

    /// How many of the rows without a first day a period of the store has: by code, and by code and name.
    struct PeriodMatch {
        std::set<std::string> codes;
        std::set<std::string> names;
    };

    /// The first day of those rows that give none: of the one period of the store that has units with all their codes.
    /// Codes are re-used, so of several such periods it is the one whose names are those of the rows, and of several
    /// still the one that has no other codes.
    [[nodiscard]] std::optional<Date> usual_start() const {
        std::map<std::string, std::string> names;  // by code, folded
        const ImportRecord* first = nullptr;
        for (const auto& [row, polygons] : rows_) {
            if (row.text("valid_from")) continue;
            if (!first) first = &row;
            names[code_of(row)] = fold(split_kind(row.text("name").value_or("")).name);
        }
        if (!first) return std::nullopt;
        std::map<Date, std::vector<const AdminUnit*>> periods;
        for (const AdminUnit& unit : batch_.content.units) {
            if (unit.level == level_) periods[unit.key.valid_from].push_back(&unit);
        }
        const auto keep = [&periods](auto&& fits) {
            std::erase_if(periods, [&](const auto& period) { return !fits(period.second); });
        };
        const auto count_of = [&](const std::vector<const AdminUnit*>& units, auto&& fits) {
            return static_cast<std::size_t>(std::ranges::count_if(units, fits));
        };
        const auto has_code = [&](const AdminUnit* unit) { return names.contains(unit->key.code); };
        const auto has_name = [&](const AdminUnit* unit) {
            return has_code(unit) && (names.at(unit->key.code).empty() || names.at(unit->key.code) == fold(unit->name));
        };
        keep([&](const auto& units) { return count_of(units, has_code) == names.size(); });
        if (periods.size() > 1) keep([&](const auto& units) { return count_of(units, has_name) == names.size(); });
        if (periods.size() > 1) keep([&](const auto& units) { return units.size() == names.size(); });
        if (periods.size() == 1) return periods.begin()->first;
        ErrorPlace place = first->source().place;
        place.parameter = "valid_from";
        batch_.refuse({place,
                       "nothing says from which day on these units exist, and no single period of the store has their "
                       "codes and names",
                       "write valid_from = \"2025-07-01\" under [constants] of a mapping file"});
        return std::nullopt;
    }

    void fill(Waiting& waiting, const std::optional<Date>& usual) {
        const ImportRecord& row = waiting.row;
        const std::string code = code_of(row);
        if (code.empty()) row.refuse("code", "the record has no code", "give its code, or delete the record");
        const auto start = row.text("valid_from") ? row.day("valid_from") : usual;
        if (code.empty() || !start) return;
        const UnitKey key{code, *start};
        const bool known = table_.is_stored(key);
        AdminUnit* unit = table_.start(row, key, key.to_string());
        if (!unit) return;
        if (known && unit->level != level_) {
            row.refuse("code", key.to_string() + " is a " + std::string{to_string(unit->level)} + " in the store",
                       "check the code or --as");
        }
        unit->key = key;
        unit->level = level_;
        const AdminUnit before = *unit;
        Assign assign(row);
        schema::columns(assign, *unit);
        unit->key = key;
        fill_name(row, before, *unit);
        fill_parent(row, *unit);
        if (unit->valid_to && *unit->valid_to <= key.valid_from)
            row.refuse("valid_to", "it ends before it begins", "check both days");
        if (unit->area_km2 && !(*unit->area_km2 > 0))
            row.refuse("area_km2", "it is not above 0", "leave it blank where unknown");
        if (unit->population && *unit->population < 0)
            row.refuse("population", "it is below 0", "leave it blank where unknown");
        fill_outline(waiting, known, before, *unit);
    }

    /// "Xã Đàm Thủy" is kind and name; a file with blank names does not make a known unit nameless.
    static void fill_name(const ImportRecord& row, const AdminUnit& before, AdminUnit& unit) {
        if (unit.name.empty()) unit.name = before.name;
        if (unit.kind.empty()) unit.kind = before.kind;
        unit.kind = unit_kind(unit.kind);
        KindAndName parts = split_kind(unit.name);
        if (!parts.kind.empty() && (!row.text("kind") || parts.kind == unit.kind)) {
            unit.kind = std::move(parts.kind);
            unit.name = std::move(parts.name);
        }
        if (unit.name.empty()) row.refuse("name", "the record has no name", "give it one");
    }

    void fill_parent(const ImportRecord& row, AdminUnit& unit) {
        const auto province = province_of(row, unit);
        const auto written = row.text("parent");
        if (!written && province) unit.parent = province;
        if (!written) return;
        const FoundUnit found =
            batch_.units.find({.key = {}, .code = {}, .name = *written, .district = {}, .date = unit.key.valid_from});
        if (found.key) {
            unit.parent = found.key;
        } else if (!unit.parent) {
            batch_.warn("the unit above, \"" + *written + "\", is none of the store");
        }
    }

    /// The province that the row names, by its code if it gives one. There is no file of provinces: one that the store
    /// lacks is made, and gets its outline from its communes.
    [[nodiscard]] std::optional<UnitKey> province_of(const ImportRecord& row, const AdminUnit& unit) {
        const auto name = row.text("province");
        const auto code = row.text("province_code");
        if (!name && !code) return std::nullopt;
        const auto is_meant = [&](const AdminUnit& each) {
            if (each.level != AdminLevel::province) return false;
            if (code) return each.key.code == padded_code(*code, AdminLevel::province);
            return fold(each.name) == fold(split_kind(*name).name);
        };
        for (const auto* units : {&batch_.content.units, &provinces_}) {
            if (const auto found = std::ranges::find_if(*units, is_meant); found != units->end()) return found->key;
        }
        if (!name || !code) {
            batch_.warn("the province \"" + name.value_or(code.value_or("")) +
                        "\" is none of the store; to have it made, give both province and province_code");
            return std::nullopt;
        }
        AdminUnit made;
        made.key = {padded_code(*code, AdminLevel::province), unit.key.valid_from};
        made.level = AdminLevel::province;
        KindAndName parts = split_kind(*name);
        made.kind = parts.kind.empty() ? "tỉnh" : std::move(parts.kind);
        made.name = std::move(parts.name);
        assign_lineage(row, made.lineage);
        made.lineage.position_accuracy = PositionAccuracy::none;
        return provinces_.emplace_back(std::move(made)).key;
    }

    void add_provinces() {
        if (provinces_.size() == 1 && batch_.content.title.empty()) batch_.content.title = provinces_.front().name;
        std::ranges::move(provinces_, std::back_inserter(batch_.content.units));
    }

    void fill_outline(Waiting& waiting, bool known, const AdminUnit& before, AdminUnit& unit) {
        const ImportRecord& row = waiting.row;
        const Lineage old = before.lineage;
        assign_lineage(row, unit.lineage);
        if (waiting.polygons) {
            unit.polygon = std::move(*waiting.polygons);
            unit.lineage.position_accuracy = PositionAccuracy::traced;
            with_outline_.insert(unit.key);
        } else {
            unit.lineage.position_accuracy = unit.polygon.empty() ? PositionAccuracy::none : old.position_accuracy;
        }
        if (!known || row.text("source") || old.source.empty()) return;
        // Name and figures still come from where they came from; only the outline is new.
        const std::string note = "; outline: " + row.source().file_name;
        unit.lineage.source = old.source.substr(0, old.source.find("; outline: "));
        unit.lineage.source += with_outline_.contains(unit.key) ? note : old.source.substr(unit.lineage.source.size());
        if (!row.text("provenance")) unit.lineage.provenance = old.provenance;
    }

    ImportBatch& batch_;
    AdminLevel level_;
    ImportTable<AdminUnit, decltype(by_key)> table_;
    std::vector<Waiting> rows_;
    std::vector<AdminUnit> provinces_;  ///< made by this import
    std::set<UnitKey> with_outline_;
};

}  // namespace

std::unique_ptr<Importer> make_unit_importer(ImportBatch& batch, AdminLevel level) {
    return std::make_unique<UnitImporter>(batch, level);
}

}  // namespace sanvat::data
