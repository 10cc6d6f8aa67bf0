// SPDX-License-Identifier: Apache-2.0
#include "analysis/answer_table.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "data/error.hpp"

namespace sanvat::analysis {

using data::Value;
using data::ValueType;

namespace {

/// The columns of several collections side by side.
class MixedColumns {
public:
    explicit MixedColumns(std::span<const Hit> hits) {
        columns_ = {{"collection", ValueType::string}, {"id", ValueType::string}};
        std::array<bool, collection_count> seen{};
        for (const Hit& hit : hits) {
            bool& known = seen[static_cast<std::size_t>(hit.feature->collection)];
            if (!known) add(collection(hit.feature->collection));
            known = true;
        }
    }

    [[nodiscard]] const std::vector<data::Column>& columns() const noexcept { return columns_; }

    [[nodiscard]] data::Row row(const Feature& feature) const {
        data::Row row{feature.id, std::vector<Value>(columns_.size()), *feature.geometry};
        row.values[0] = std::string(collection(feature.collection).name);
        row.values[1] = feature.id;
        const auto& positions = positions_[static_cast<std::size_t>(feature.collection)];
        for (std::size_t i = 0; i < positions.size(); ++i)
            row.values[positions[i]] = feature.values[i];
        return row;
    }

private:
    void add(const Collection& collection) {
        auto& positions = positions_[static_cast<std::size_t>(collection.id)];
        for (const Property& property : collection.properties) {
            const auto found = std::ranges::find(columns_, property.name, &data::Column::name);
            positions.push_back(static_cast<std::size_t>(found - columns_.begin()));
            if (found == columns_.end()) columns_.push_back({std::string(property.name), property.type});
        }
    }

    std::vector<data::Column> columns_;
    std::array<std::vector<std::size_t>, collection_count> positions_;
};

template <typename T>
Value written_or_null(const std::optional<T>& value) {
    return value ? Value{value->to_string()} : Value{};
}

}  // namespace

data::Table table_of(const Collection& collection, std::span<const Feature* const> features, const Filter& filter) {
    data::Table table;
    table.name = collection.name;
    table.columns.push_back({"id", ValueType::string});
    for (const Property& property : collection.properties) {
        table.columns.push_back({std::string(property.name), property.type});
    }
    for (const Feature* feature : features) {
        data::Row& row = table.rows.emplace_back(data::Row{
            feature->id, {feature->id}, filter.shows_place(*feature) ? *feature->geometry : data::Geometry{}});
        row.values.insert(row.values.end(), feature->values.begin(), feature->values.end());
    }
    return table;
}

data::Table table_of(std::span<const Hit> hits) {
    const MixedColumns mixed(hits);
    data::Table table;
    table.name = "sites";
    table.columns = mixed.columns();
    table.columns.push_back({"distance_m", ValueType::number});
    for (const Hit& hit : hits) {
        table.rows.push_back(mixed.row(*hit.feature));
        table.rows.back().values.emplace_back(hit.distance_m);
    }
    return table;
}

data::Table table_of(std::span<const CorridorSite> sites) {
    std::vector<Hit> hits;
    hits.reserve(sites.size());
    for (const CorridorSite& site : sites)
        hits.push_back(site.hit);
    data::Table table = table_of(std::span<const Hit>(hits));
    table.columns.insert(table.columns.end(), {{"order", ValueType::integer},
                                               {"km_along", ValueType::number},
                                               {"side", ValueType::string},
                                               {"route_part", ValueType::integer},
                                               {"detour_m", ValueType::number},
                                               {"stop", ValueType::string},
                                               {"stop_name", ValueType::string},
                                               {"stop_order", ValueType::integer},
                                               {"stop_distance_m", ValueType::number}});
    for (std::size_t i = 0; i < sites.size(); ++i) {
        const CorridorSite& site = sites[i];
        auto& values = table.rows[i].values;
        values.emplace_back(static_cast<std::int64_t>(site.order));
        values.emplace_back(site.km_along);
        values.emplace_back(std::string(to_string(site.side)));
        values.emplace_back(static_cast<std::int64_t>(site.route_part));
        values.emplace_back(site.detour_m());
        if (site.stop) {
            values.push_back(site.stop->id ? Value{*site.stop->id} : Value{});
            values.emplace_back(site.stop->name);
            values.emplace_back(static_cast<std::int64_t>(site.stop->order));
            values.emplace_back(site.stop_distance_m);
        } else {
            values.resize(table.columns.size());
        }
    }
    return table;
}

data::Table table_of(std::span<const Located> units) {
    data::Table table;
    table.name = "units";
    for (const char* name : {"level", "code", "name", "kind", "full_name"})
        table.columns.push_back({name, ValueType::string});
    for (const char* name : {"valid_from", "valid_to"})
        table.columns.push_back({name, ValueType::date});
    table.columns.push_back({"parent", ValueType::string});
    table.columns.push_back({"units_as_of", ValueType::date});
    for (const char* name : {"became", "became_name"})
        table.columns.push_back({name, ValueType::string});
    for (const auto& [unit, units_as_of, became, became_name] : units) {
        table.rows.push_back(
            {unit->key.to_string(),
             {std::string(to_string(unit->level)), unit->key.code, unit->name, unit->kind, data::full_name(*unit),
              unit->key.valid_from.to_string(), written_or_null(unit->valid_to), written_or_null(unit->parent),
              units_as_of.to_string(), became, became_name},
             unit->polygon});
    }
    return table;
}

std::optional<data::Date> communes_date(const Snapshot& snapshot, data::Date as_of) {
    try {
        return snapshot.units_date(data::AdminLevel::commune, as_of);
    } catch (const data::Error& error) {
        if (error.kind() != data::ErrorKind::not_found) throw;
        return std::nullopt;
    }
}

data::Table with_dates(data::Table answer, data::Date as_of, std::optional<data::Date> units_as_of) {
    const auto add = [&answer](const char* name, const Value& day) {
        if (std::ranges::find(answer.columns, name, &data::Column::name) != answer.columns.end()) return;
        answer.columns.push_back({name, ValueType::date});
        for (data::Row& row : answer.rows)
            row.values.push_back(day);
    };
    add("as_of", as_of.to_string());
    add("units_as_of", written_or_null(units_as_of));
    return answer;
}

data::Table without_geometry(data::Table table) {
    table.spatial = false;
    for (data::Row& row : table.rows) {
        row.id.clear();
        row.geometry = {};
    }
    return table;
}

}  // namespace sanvat::analysis
