// SPDX-License-Identifier: Apache-2.0
#include "analysis/value_chain_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <type_traits>
#include <utility>

namespace sanvat::analysis {

using data::Value;
using data::ValueType;

namespace {

/// Parts added up leave dust in the last digits.
Value part_value(double part) {
    return std::round(part * 1e9) / 1e9;
}
Value millimetres(double metres) {
    return std::round(metres * 1e3) / 1e3;
}
Value origin_of(const AreaDistance& distance) {
    return std::string(distance.by_outline ? "outline" : "place");
}
template <typename T>
Value value_or_null(const std::optional<T>& value) {
    return value ? Value{*value} : Value{};
}
Value provenance_or_null(const std::optional<data::Provenance>& provenance) {
    return provenance ? Value{std::string(to_string(*provenance))} : Value{};
}

template <typename Record>
Value name_or_null(const Record* record) {
    return record ? Value{record->name} : Value{};
}
/// What is broken at a record, by collection and id.
class Problems {
public:
    explicit Problems(const ValueChain& chain) {
        for (const ChainBreak& each : chain.breaks) {
            std::string& text = texts_[{each.collection, each.record}];
            text += (text.empty() ? "" : "; ") + each.kind + ": " + each.message;
        }
    }
    [[nodiscard]] Value of(const std::string& collection, const std::string& id) const {
        const auto found = texts_.find({collection, id});
        return found == texts_.end() ? Value{} : Value{found->second};
    }
    [[nodiscard]] const std::map<std::pair<std::string, std::string>, std::string>& texts() const noexcept {
        return texts_;
    }

private:
    std::map<std::pair<std::string, std::string>, std::string> texts_;
};

/// Records as features: name, place and provenance.
class Features {
public:
    Features(const Snapshot& snapshot, data::Date as_of) : snapshot_(snapshot), as_of_(as_of) {}

    [[nodiscard]] const Feature* find(CollectionId id, const std::string& record) {
        auto& table = tables_[id];
        if (!table) table = snapshot_.features(id, as_of_);
        return table->find(record);
    }

private:
    const Snapshot& snapshot_;
    data::Date as_of_;
    std::map<CollectionId, std::shared_ptr<const FeatureTable>> tables_;
};

/// A table whose rows are filled by the names of its columns.
class Rows {
public:
    Rows(std::string name, std::vector<data::Column> columns) {
        table_.name = std::move(name);
        table_.columns = std::move(columns);
    }
    data::Row& add(std::string_view collection, const std::string& id) {
        data::Row& row = table_.rows.emplace_back();
        row.values.resize(table_.columns.size());
        set("collection", std::string(collection));
        set("id", id);
        return row;
    }
    /// In the row added last.
    void set(std::string_view column, Value value) {
        const auto found = std::ranges::find(table_.columns, column, &data::Column::name);
        table_.rows.back().values[static_cast<std::size_t>(found - table_.columns.begin())] = std::move(value);
    }
    [[nodiscard]] data::Table take() { return std::move(table_); }

private:
    data::Table table_;
};

/// The members of the chain of one product or area.
class MemberTable {
public:
    MemberTable(const Snapshot& snapshot, const ValueChain& chain)
        : chain_(chain),
          features_(snapshot, chain.as_of),
          problems_(chain),
          rows_("value_chain", {{"collection", ValueType::string},
                                {"id", ValueType::string},
                                {"name", ValueType::string},
                                {"product", ValueType::string},
                                {"facility", ValueType::string},
                                {"area", ValueType::string},
                                {"part", ValueType::number},
                                {"distance_m", ValueType::number},
                                {"distance_from", ValueType::string},
                                {"same_commune", ValueType::boolean},
                                {"same_district", ValueType::boolean},
                                {"in_province", ValueType::boolean},
                                {"hectares", ValueType::number},
                                {"hectares_period", ValueType::string},
                                {"stable", ValueType::boolean},
                                {"provenance", ValueType::string},
                                {"outline_provenance", ValueType::string},
                                {"problem", ValueType::string}}) {}

    data::Table make() {
        for (const ProductChain& each : chain_.products) {
            add(CollectionId::products, each.product);
            rows_.set("stable", each.stable.has_value());
        }
        for (const ProductChain& each : chain_.products)
            add(CollectionId::producers, each.producer);
        for (const ProductChain& each : chain_.products)
            add(CollectionId::facilities, each.facility);
        for_links([this](const ChainLink& at) { add(CollectionId::facilities, at.facility); });
        for_links([this](const ChainLink& at) { add_area(at); });
        add(CollectionId::raw_material_areas, chain_.area);
        for_links([this](const ChainLink& at) { add_link(at); });
        return rows_.take();
    }

private:
    template <typename Do>
    void for_links(const Do& act) {
        for (const ProductChain& each : chain_.products)
            std::ranges::for_each(each.links, act);
        std::ranges::for_each(chain_.others, act);
    }

    /// True where the record is there and was not added before.
    template <typename Record>
    bool add(CollectionId id, const Record* record) {
        if (!record || !seen_.insert(record).second) return false;
        const std::string collection_name(collection(id).name);
        data::Row& row = rows_.add(collection_name, record->id);
        row.id = collection_name + "/" + record->id;
        const Feature* feature = features_.find(id, record->id);
        if (feature && shows_place(*record)) row.geometry = *feature->geometry;
        rows_.set("name", record->name);
        rows_.set("provenance", std::string(to_string(record->lineage.provenance)));
        rows_.set("problem", problems_.of(collection_name, record->id));
        return true;
    }

    template <typename Record>
    [[nodiscard]] bool shows_place(const Record& record) const {
        if constexpr (std::is_same_v<Record, data::RawMaterialArea>) return chain_.takes(record.outline_provenance);
        return true;
    }

    void add_area(const ChainLink& at) {
        if (!add(CollectionId::raw_material_areas, at.area)) return;
        rows_.set("in_province", at.in_province);
        set_hectares(at);
        if (!at.area->outline.empty()) {
            rows_.set("outline_provenance", std::string(to_string(at.area->outline_provenance)));
        }
    }

    void set_hectares(const ChainLink& at) {
        if (!at.figure) return;
        rows_.set("hectares", value_or_null(at.figure->hectares));
        rows_.set("hectares_period", at.figure->period);
    }

    void add_link(const ChainLink& at) {
        data::Row& row = rows_.add("supply-links", at.link->id);
        // A link without a product joins its area with every product of its facility.
        row.id = "supply-links/" + at.link->id + (at.product && !at.link->product ? "/" + at.product->id : "");
        rows_.set("product", at.product ? Value{at.product->id} : value_or_null(at.link->product));
        rows_.set("facility", at.facility ? Value{at.facility->id} : value_or_null(at.link->facility));
        rows_.set("area", at.link->area);
        if (at.product) rows_.set("part", part_value(at.part));
        rows_.set("same_commune", value_or_null(at.same_commune));
        rows_.set("same_district", value_or_null(at.same_district));
        rows_.set("in_province", at.in_province);
        set_hectares(at);
        rows_.set("stable", at.stable);
        rows_.set("provenance", std::string(to_string(at.provenance)));
        rows_.set("problem", problems_.of("supply-links", at.link->id));
        if (at.area && !at.area->outline.empty()) {
            rows_.set("outline_provenance", std::string(to_string(at.area->outline_provenance)));
        }
        if (!at.distance) return;
        rows_.set("distance_m", millimetres(at.distance->distance_m));
        rows_.set("distance_from", origin_of(*at.distance));
        if (at.distance->distance_m > 0) {
            row.geometry = data::MultiLineString{{at.distance->nearest, *at.facility->point}};
        }
    }

    const ValueChain& chain_;
    Features features_;
    Problems problems_;
    Rows rows_;
    std::set<const void*> seen_;
};

/// All rated products, and what else breaks their chains.
class OverviewTable {
public:
    OverviewTable(const Snapshot& snapshot, const ValueChain& chain)
        : chain_(chain),
          features_(snapshot, chain.as_of),
          problems_(chain),
          rows_("value_chains", {{"collection", ValueType::string},
                                 {"id", ValueType::string},
                                 {"name", ValueType::string},
                                 {"stars", ValueType::integer},
                                 {"producer_name", ValueType::string},
                                 {"facility_name", ValueType::string},
                                 {"links", ValueType::integer},
                                 {"areas", ValueType::string},
                                 {"part_basis", ValueType::string},
                                 {"from_commune", ValueType::number},
                                 {"from_district", ValueType::number},
                                 {"from_province", ValueType::number},
                                 {"known", ValueType::number},
                                 {"distance_m", ValueType::number},
                                 {"distance_from", ValueType::string},
                                 {"stable", ValueType::boolean},
                                 {"provenance", ValueType::string},
                                 {"stable_provenance", ValueType::string},
                                 {"problem", ValueType::string}}) {}

    data::Table make() {
        for (const ProductChain& each : chain_.products)
            add(each);
        for (const auto& [record, problem] : problems_.texts()) {
            if (!listed_.contains(record)) add_broken(record.first, record.second, problem);
        }
        return rows_.take();
    }

private:
    void add(const ProductChain& chain) {
        const data::Product& product = *chain.product;
        data::Row& row = rows_.add("products", product.id);
        row.id = "products/" + product.id;
        listed_.insert({"products", product.id});
        if (const Feature* feature = features_.find(CollectionId::products, product.id)) {
            row.geometry = *feature->geometry;
        }
        rows_.set("name", product.name);
        if (chain.rating) rows_.set("stars", std::int64_t{chain.rating->stars});
        rows_.set("producer_name", name_or_null(chain.producer));
        rows_.set("facility_name", name_or_null(chain.facility));
        rows_.set("links", static_cast<std::int64_t>(chain.links.size()));
        rows_.set("stable", chain.stable.has_value());
        rows_.set("provenance", std::string(to_string(product.lineage.provenance)));
        rows_.set("stable_provenance", provenance_or_null(chain.stable));
        rows_.set("problem", problems_.of("products", product.id));
        if (!chain.links.empty()) set_supply(chain);
    }

    void set_supply(const ProductChain& chain) {
        std::string areas;
        const AreaDistance* farthest = nullptr;
        for (const ChainLink& each : chain.links) {
            areas += (areas.empty() ? "" : ";") + each.link->area;
            if (!each.distance) continue;
            if (!farthest || farthest->distance_m < each.distance->distance_m) farthest = &*each.distance;
        }
        rows_.set("areas", areas);
        rows_.set("part_basis", std::string(to_string(chain.basis)));
        rows_.set("from_commune", part_value(chain.shares.commune));
        rows_.set("from_district", part_value(chain.shares.district));
        rows_.set("from_province", part_value(chain.shares.province));
        rows_.set("known", part_value(chain.shares.known));
        if (!farthest) return;
        rows_.set("distance_m", millimetres(farthest->distance_m));
        rows_.set("distance_from", origin_of(*farthest));
    }

    void add_broken(const std::string& collection_name, const std::string& id, const std::string& problem) {
        data::Row& row = rows_.add(collection_name, id);
        row.id = collection_name + "/" + id;
        rows_.set("problem", problem);
        const auto known = parse_collection(collection_name);
        const Feature* feature = known ? features_.find(*known, id) : nullptr;
        if (!feature) return;
        row.geometry = *feature->geometry;
        rows_.set("name", feature->value("name"));
        rows_.set("provenance", feature->value("provenance"));
    }

    const ValueChain& chain_;
    Features features_;
    Problems problems_;
    Rows rows_;
    std::set<std::pair<std::string, std::string>> listed_;
};

std::string percent(const std::optional<double>& share) {
    return share ? fmt::format(" ({:.1f} %)", *share * 100) : std::string();
}

std::string sentence(const StableCount& count, const char* what) {
    return fmt::format("{} of {} {} have a stable value chain{}; with illustrative data {} of {}{}", count.stable,
                       count.all - count.made, what, percent(count.share()), count.stable + count.stable_made,
                       count.all, percent(count.share_with_made()));
}

}  // namespace

data::Table table_of(const Snapshot& snapshot, const ValueChain& chain) {
    return chain.overview ? OverviewTable(snapshot, chain).make() : MemberTable(snapshot, chain).make();
}

std::string stable_text(const ValueChain& chain) {
    if (!chain.overview) return {};
    return sentence(chain.stable_products, "rated products") + "\n" +
           sentence(chain.stable_owners, "owners of rated products");
}

}  // namespace sanvat::analysis
