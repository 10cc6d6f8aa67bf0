// SPDX-License-Identifier: Apache-2.0
#include "data/import.hpp"

#include <algorithm>
#include <deque>
#include <utility>

#include "data/geodesic.hpp"
#include "data/import_batch.hpp"
#include "data/import_fields.hpp"
#include "data/import_kinds.hpp"
#include "data/store.hpp"

namespace sanvat::data {

namespace {

constexpr std::int64_t rows_between_progress = 1000;

/// Fields without which no record of the kind makes sense: one of each group must have a column or a constant.
std::vector<std::vector<std::string_view>> required_fields(ImportKind kind) {
    switch (kind) {
        case ImportKind::communes:
        case ImportKind::districts:
            return {{"code"}};
        case ImportKind::crosswalk:
            return {{"old_code", "old_unit"}, {"new_code", "new_unit"}};
        case ImportKind::facilities:
            return {{"name"}, {"kind"}};
        case ImportKind::raw_material_areas:
            return {{"crop", "crop_name"}};
        case ImportKind::supply_links:
            return {{"area"}, {"facility", "product"}};
        case ImportKind::producers:
        case ImportKind::craft_villages:
        case ImportKind::products:
        case ImportKind::tour_routes:
        case ImportKind::tour_stops:
            return {{"name"}};
    }
    return {};
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

class Import {
public:
    Import(Register& content, const ImportOptions& options, const Mapping& mapping)
        : batch_(content, options, mapping), importer_(make_importer(batch_)) {}

    ImportReport run() {
        if (batch_.options.sources.empty()) throw bad_value("source", "nothing to import", "name a file");
        for (const std::string& source : batch_.options.sources)
            read(source);
        batch_.check();
        importer_->look_at_all();
        batch_.check();
        importer_->finish();
        move_with_units();
        sort_tables(batch_.content);
        return std::move(batch_.report);
    }

private:
    void read(const std::string& name) {
        VectorSource source(name, source_options());
        ImportSource& bound = bind(source);
        const std::string step = "reading " + source.file();
        batch_.tell(step, 0, source.row_count());
        if (source.row_count() == 0) return refuse_empty(source);
        if (!check_columns(source, bound)) return;
        std::int64_t rows = 0;
        while (auto row = source.next()) {
            if (++rows % rows_between_progress == 0) batch_.tell(step, rows, source.row_count());
            if (row->problem.empty()) {
                importer_->take(ImportRecord(batch_, bound, std::move(*row)));
            } else {
                batch_.refuse({source.place(row->record), row->problem, row->remedy});
            }
        }
        batch_.tell(step, rows, rows);
        batch_.report.read += rows;
        for (const std::string& warning : source.warnings())
            batch_.warn(source.file() + ": " + warning);
        if (rows == 0) refuse_empty(source);
    }

    void refuse_empty(const VectorSource& source) {
        batch_.refuse({source.place(), "the layer is empty", "choose a layer with records"});
    }

    [[nodiscard]] SourceOptions source_options() const {
        const auto column = [&](const char* field) {
            const auto found = batch_.mapping.columns.find(field);
            return found == batch_.mapping.columns.end() ? std::string{} : found->second;
        };
        return {.s_srs = batch_.options.s_srs,
                .encoding = batch_.options.encoding,
                .lon_column = column("lon"),
                .lat_column = column("lat"),
                .wkt_column = column("wkt")};
    }

    ImportSource& bind(const VectorSource& source) {
        ImportSource& bound = sources_.emplace_back();
        bound.place = source.place();
        bound.file_name = std::filesystem::path(source.file()).filename().string();
        if (bound.file_name.empty()) bound.file_name = source.file();
        bound.spatial = source.spatial();
        bound.bound = bind_fields(batch_.mapping, import_fields(batch_.options.kind), source.columns(), source.place());
        auto& report = batch_.report;
        report.guessed.insert(report.guessed.end(), bound.bound.guessed.begin(), bound.bound.guessed.end());
        const auto& places = source.position_columns();
        for (const std::string& column : bound.bound.unused) {
            if (std::ranges::find(places, column) == places.end()) report.unused.push_back(column);
        }
        if (!places.empty()) report.guessed.push_back({"position", joined(places)});
        return bound;
    }

    bool check_columns(const VectorSource& source, const ImportSource& bound) {
        bool complete = true;
        for (const auto& group : required_fields(batch_.options.kind)) {
            const auto given = [&](std::string_view field) {
                return bound.bound.columns.contains(field) || batch_.mapping.constants.contains(std::string{field});
            };
            if (std::ranges::any_of(group, given)) continue;
            std::string columns;
            for (const Column& column : source.columns())
                columns += (columns.empty() ? "" : ", ") + column.name;
            batch_.refuse({source.place(), "no column for " + std::string{group.front()} + " among " + columns,
                           "name it in a mapping file: [columns] " + std::string{group.front()} + " = \"…\""});
            complete = false;
        }
        return complete;
    }

    /// Points that only stand for their unit follow it when its outline changes.
    void move_with_units() {
        if (batch_.options.kind != ImportKind::communes && batch_.options.kind != ImportKind::districts) return;
        const UnitFinder units(batch_.content);
        ImportPlaces places(batch_.content.units);
        std::int64_t moved = 0;
        const auto follow = [&](auto& records) {
            for (auto& record : records) {
                if (!record.point || locates(record.lineage.position_accuracy) || !record.declared_unit) continue;
                const AdminUnit* unit = units.unit(*record.declared_unit);
                if (!unit || unit->polygon.empty() || contains(unit->polygon, *record.point)) continue;
                record.point = places.inside_point_of(*unit);
                ++moved;
            }
        };
        follow(batch_.content.facilities);
        follow(batch_.content.craft_villages);
        follow(batch_.content.tour_stops);
        if (moved == 0) return;
        batch_.warn(std::to_string(moved) +
                    " points that stand for their unit lay outside its new outline and moved inside");
    }

    ImportBatch batch_;
    std::unique_ptr<Importer> importer_;
    std::deque<ImportSource> sources_;  // records refer to them until the end
};

Mapping mapping_of(const ImportOptions& options) {
    if (!options.mapping) return {};
    Mapping mapping = read_mapping(*options.mapping);
    check_fields(mapping, import_fields(options.kind), *options.mapping);
    return mapping;
}

}  // namespace

std::unique_ptr<Importer> make_importer(ImportBatch& batch) {
    switch (batch.options.kind) {
        case ImportKind::communes:
            return make_unit_importer(batch, AdminLevel::commune);
        case ImportKind::districts:
            return make_unit_importer(batch, AdminLevel::district);
        case ImportKind::crosswalk:
            return make_crosswalk_importer(batch);
        case ImportKind::producers:
            return make_producer_importer(batch);
        case ImportKind::facilities:
            return make_facility_importer(batch);
        case ImportKind::craft_villages:
            return make_craft_village_importer(batch);
        case ImportKind::products:
            return make_product_importer(batch);
        case ImportKind::raw_material_areas:
            return make_area_importer(batch);
        case ImportKind::supply_links:
            return make_supply_link_importer(batch);
        case ImportKind::tour_routes:
            return make_tour_route_importer(batch);
        case ImportKind::tour_stops:
            return make_tour_stop_importer(batch);
    }
    throw Error(ErrorKind::failure, {}, "an import kind without an importer");
}

ImportReport import_into(Register& content, const ImportOptions& options) {
    const Mapping mapping = mapping_of(options);
    Register changed = content;
    ImportReport report = Import(changed, options, mapping).run();
    content = std::move(changed);
    return report;
}

ImportReport import_file(const std::filesystem::path& store, const ImportOptions& options) {
    ImportReport report;
    if (!std::filesystem::exists(store)) {
        Register content;
        report = import_into(content, options);
        report.created_store = true;
        if (!options.dry_run) Store::create(store, content);
    } else if (options.dry_run) {
        Register content = Store(store).read();
        report = import_into(content, options);
    } else {
        Store::update(store, [&](Register& content) {
            report = import_into(content, options);
            if (options.progress) options.progress({"writing", 0, {}});
        });
    }
    return report;
}

}  // namespace sanvat::data
