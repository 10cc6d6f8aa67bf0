// SPDX-License-Identifier: Apache-2.0
// Facilities, craft villages and tour stops: records with a point of their own.
#include <algorithm>

#include "data/import_kinds.hpp"
#include "data/import_table.hpp"

namespace sanvat::data {

namespace {

/// What the three have in common. None where the row was refused as a repeated one.
template <typename Record, typename Table>
Record* start_site(const ImportRecord& row, Table& table) {
    const auto unit = row.declared_unit();
    const std::string id = id_of(row, unit);
    Record* site = id.empty() ? nullptr : table.start(row, id, id);
    if (!site) return nullptr;
    site->id = id;
    Assign assign(row);
    schema::columns(assign, *site);
    if (site->name.empty()) row.refuse("name", "the record has no name", "give it one");
    const auto unit_before = site->declared_unit;
    assign_unit(row, unit, site->declared_unit);
    assign_lineage(row, site->lineage);
    const bool known_there = table.is_stored(id) && site->declared_unit == unit_before;
    assign_place(row, site->declared_unit, known_there, site->point, site->lineage);
    return site;
}

class FacilityImporter : public Importer {
public:
    explicit FacilityImporter(ImportBatch& batch) : batch_(batch), table_(batch, batch.content.facilities, by_id) {}

    void take(ImportRecord row) override {
        auto* facility = start_site<Facility>(row, table_);
        if (!facility) return;
        if (!row.text("kind") && !table_.is_stored(facility->id)) {
            row.refuse("kind", "the record has no kind", "use " + allowed_words<FacilityKind>());
        }
        assign_link(row, "producer", batch_.content.producers, facility->producer);
        const Validity& validity = facility->validity;
        if (validity.from && validity.to && *validity.to <= *validity.from) {
            row.refuse("valid_to", "it ends before it begins", "check both days");
        }
        if (facility->kind == FacilityKind::craft_village &&
            std::ranges::find(batch_.content.craft_villages, facility->id, &CraftVillage::id) ==
                batch_.content.craft_villages.end()) {
            batch_.warn("facility \"" + facility->id +
                        "\" is a craft village that the store does not know; import craft-villages");
        }
    }

    void finish() override { table_.merge(); }

private:
    ImportBatch& batch_;
    ImportTable<Facility, decltype(by_id)> table_;
};

class CraftVillageImporter : public Importer {
public:
    explicit CraftVillageImporter(ImportBatch& batch)
        : batch_(batch), table_(batch, batch.content.craft_villages, by_id) {}

    void take(ImportRecord row) override {
        auto* village = start_site<CraftVillage>(row, table_);
        if (!village) return;
        if (!row.has("recognised") && !table_.is_stored(village->id)) {
            village->recognised = village->recognised_on.has_value() || !village->decision.empty();
        }
        if (village->recognised_on && !village->recognised) {
            row.refuse("recognised", "it has a day of recognition but is not recognised", "mend one of the two");
        }
        if (village->recognised && !village->recognised_on) {
            batch_.warn("craft village \"" + village->name + "\" is recognised without a day: it counts at every date");
        }
    }

    void look_at_all() override {
        for (const CraftVillage& village : table_.incoming()) {
            const Facility* same = facility_of(village);
            if (same && same->kind != FacilityKind::craft_village) {
                batch_.refuse(
                    {{.file = {}, .layer = {}, .record = {}, .parameter = "id"},
                     "\"" + village.id + "\" is already a facility of kind " + std::string{to_string(same->kind)},
                     "give the village another id"});
            }
        }
    }

    void finish() override {
        std::vector<CraftVillage> villages;
        for (const CraftVillage& village : table_.incoming()) {
            if (table_.changes(village) || village.recognised != (facility_of(village) != nullptr))
                villages.push_back(village);
        }
        table_.merge();
        for (const CraftVillage& village : villages)
            keep_facility_in_step(village);
    }

private:
    [[nodiscard]] Facility* facility_of(const CraftVillage& village) const {
        auto& facilities = batch_.content.facilities;
        const auto found = std::ranges::find(facilities, village.id, &Facility::id);
        return found == facilities.end() ? nullptr : &*found;
    }

    /// A recognised village is also one facility, another is none.
    void keep_facility_in_step(const CraftVillage& village) {
        auto& facilities = batch_.content.facilities;
        if (!village.recognised) {
            std::erase_if(facilities, [&](const Facility& facility) { return facility.id == village.id; });
            return;
        }
        Facility* facility = facility_of(village);
        if (!facility) facility = &facilities.emplace_back();
        facility->id = village.id;
        facility->name = village.name;
        facility->kind = FacilityKind::craft_village;
        facility->declared_unit = village.declared_unit;
        facility->validity.from = village.recognised_on;
        // A village without a point of its own stands where its facility was found to stand.
        const bool stays = !village.point && facility->point && locates(facility->lineage.position_accuracy);
        const auto accuracy = stays ? facility->lineage.position_accuracy : village.lineage.position_accuracy;
        if (!stays) facility->point = village.point;
        facility->lineage = village.lineage;
        facility->lineage.position_accuracy = accuracy;
    }

    ImportBatch& batch_;
    ImportTable<CraftVillage, decltype(by_id)> table_;
};

class TourStopImporter : public Importer {
public:
    explicit TourStopImporter(ImportBatch& batch) : batch_(batch), table_(batch, batch.content.tour_stops, by_id) {}

    void take(ImportRecord row) override {
        auto* stop = start_site<TourStop>(row, table_);
        if (!stop) return;
        assign_link(row, "route", batch_.content.tour_routes, stop->route);
        if (stop->position < 0) row.refuse("position", "it is below 0", "count stops from 1; 0 is on no route");
        if (!stop->route && stop->position > 0 && row.has("route")) stop->position = 0;
    }

    void finish() override { table_.merge(); }

private:
    ImportBatch& batch_;
    ImportTable<TourStop, decltype(by_id)> table_;
};

}  // namespace

std::unique_ptr<Importer> make_facility_importer(ImportBatch& batch) {
    return std::make_unique<FacilityImporter>(batch);
}
std::unique_ptr<Importer> make_craft_village_importer(ImportBatch& batch) {
    return std::make_unique<CraftVillageImporter>(batch);
}
std::unique_ptr<Importer> make_tour_stop_importer(ImportBatch& batch) {
    return std::make_unique<TourStopImporter>(batch);
}

}  // namespace sanvat::data
