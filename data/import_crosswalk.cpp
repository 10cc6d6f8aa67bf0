// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "data/district_rebuild.hpp"
#include "data/import_kinds.hpp"
#include "data/import_table.hpp"

namespace sanvat::data {

namespace {

constexpr auto by_units = [](const CrosswalkRow& row) { return std::pair{row.old_unit, row.new_unit}; };

class CrosswalkImporter : public Importer {
public:
    explicit CrosswalkImporter(ImportBatch& batch) : batch_(batch), table_(batch, batch.content.crosswalk, by_units) {}

    void take(ImportRecord row) override {
        const auto units = units_of(row);
        if (!units) return;
        const auto& [old_unit, new_unit] = *units;
        CrosswalkRow* made =
            table_.start(row, {old_unit, new_unit}, old_unit.to_string() + " to " + new_unit.to_string());
        if (!made) return;
        Assign assign(row);
        schema::columns(assign, *made);
        made->old_unit = old_unit;
        made->new_unit = new_unit;
        if (row.has_geometry()) made->part = row.polygons().value_or(MultiPolygon{});
        for (const auto& [field, share] :
             {std::pair{"share_of_old", made->share_of_old}, std::pair{"share_of_new", made->share_of_new}}) {
            if (share && !(*share >= 0 && *share <= 1))
                row.refuse(field, "it is not between 0 and 1", "write 30 % as 0.3");
        }
        if (made->basis.empty())
            made->basis = made->share_of_old == 1.0 ? "whole" : !made->part.empty() ? "area" : "decree";
        assign_lineage(row, made->lineage);
        made->lineage.position_accuracy = made->part.empty() ? PositionAccuracy::none : PositionAccuracy::traced;
    }

    void finish() override {
        table_.merge();
        sort_tables(batch_.content);
        DistrictRebuild rebuild = fill_missing_districts(batch_.content);
        batch_.report.rebuilt = std::move(rebuild.rebuilt);
        for (std::string& warning : rebuild.warnings)
            batch_.warn(std::move(warning));
    }

private:
    static UnitWords words_of(const ImportRecord& row, const std::string& age) {
        return {.key = {},
                .code = row.text(age + "_code").value_or(""),
                .name = row.text(age + "_unit").value_or(""),
                .district = {},
                .date = row.day(age + "_date")};
    }

    /// Both units. Codes are re-used on the very day on which one unit follows the other, so of several that the words
    /// fit those two belong together of which one ends when the other begins.
    [[nodiscard]] std::optional<std::pair<UnitKey, UnitKey>> units_of(const ImportRecord& row) const {
        const UnitWords old_words = words_of(row, "old");
        const UnitWords new_words = words_of(row, "new");
        std::vector<std::pair<UnitKey, UnitKey>> pairs;
        for (const AdminUnit* before : batch_.units.candidates(old_words)) {
            for (const AdminUnit* after : batch_.units.candidates(new_words)) {
                if (before->valid_to == after->key.valid_from) pairs.emplace_back(before->key, after->key);
            }
        }
        if (pairs.size() == 1) return pairs.front();
        std::optional<UnitKey> old_unit = unit_of(row, "old_unit", old_words);
        std::optional<UnitKey> new_unit = unit_of(row, "new_unit", new_words);
        if (!old_unit || !new_unit) return std::nullopt;
        return std::pair{*old_unit, *new_unit};
    }

    [[nodiscard]] std::optional<UnitKey> unit_of(const ImportRecord& row, const char* field,
                                                 const UnitWords& words) const {
        const FoundUnit found = batch_.units.find(words);
        if (words.empty()) row.refuse(field, "the record names no such unit", "give its code or name");
        if (!found.problem.empty()) row.refuse(field, found.problem, "give its first day as well");
        return found.key;
    }

    ImportBatch& batch_;
    ImportTable<CrosswalkRow, decltype(by_units)> table_;
};

}  // namespace

std::unique_ptr<Importer> make_crosswalk_importer(ImportBatch& batch) {
    return std::make_unique<CrosswalkImporter>(batch);
}

}  // namespace sanvat::data
