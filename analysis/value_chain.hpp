// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/area_distance.hpp"
#include "analysis/filter.hpp"
#include "analysis/snapshot.hpp"
#include "data/register.hpp"

namespace sanvat::analysis {

struct ValueChainQuestion {
    std::optional<std::string> product = {};         ///< only this one, rated or not
    std::optional<std::string> area = {};            ///< only what this raw-material area supplies, rated or not
    std::optional<data::Date> as_of = {};            ///< default: the snapshot's reference date
    std::optional<data::Date> units = {};            ///< default: Snapshot::units_date
    Filter filter = {};                              ///< on the products
    std::vector<data::Provenance> provenances = {};  ///< only links, and outlines of areas, of these; empty: all
};

/// What a product's parts of raw material are known by.
enum class PartBasis : std::uint8_t {
    tonnes,  ///< every link carries tonnes: its part of their sum
    share,   ///< every link carries a share: that share. Less than 1 together: where the rest comes from is unknown
    equal,   ///< equal parts
};
[[nodiscard]] std::string_view to_string(PartBasis basis) noexcept;

/// One supply link as part of a chain. Pointers lead into the snapshot; null where there is no such record.
struct ChainLink {
    const data::SupplyLink* link = nullptr;
    const data::RawMaterialArea* area = nullptr;
    const data::Product* product = nullptr;    ///< the link's own, or one made in the facility that it leads to
    const data::Facility* facility = nullptr;  ///< the link's own, else the product's
    const data::AreaFigure* figure = nullptr;  ///< the area's latest hectares on the day
    double part = 0;                           ///< of the product's raw material, 0 to 1
    std::optional<AreaDistance> distance;      ///< raw material to facility; none without the facility's point
    std::optional<bool> same_commune;          ///< as where it is processed; none where either commune is unknown
    std::optional<bool> same_district;
    bool in_province = false;                                  ///< as StableLinks has it
    bool stable = false;                                       ///< as StableLinks has it
    data::Provenance provenance = data::Provenance::reported;  ///< the weakest of link and area
};

/// Parts of a product's raw material, 0 to 1, that come from as near as that.
struct NearShares {
    double commune = 0;
    double district = 0;
    double province = 0;
    double known = 0;  ///< from a known area, wherever
};

struct ProductChain {
    const data::Product* product = nullptr;
    const data::Rating* rating = nullptr;      ///< in force on the day; null: none
    const data::Producer* producer = nullptr;  ///< null: unknown, or no such record
    const data::Facility* facility = nullptr;  ///< null: unknown, or no such record
    std::vector<ChainLink> links;              ///< by id of the link
    PartBasis basis = PartBasis::equal;
    NearShares shares;
    /// Of the best stable link together with the product: the weakest of both. None without a stable link.
    std::optional<data::Provenance> stable;
};

/// Where a chain is broken.
struct ChainBreak {
    std::string kind;        ///< no-link, no-facility, missing-record, leads-nowhere, no-hectares, no-place,
                             ///< not-in-force, shares-above-one
    std::string collection;  ///< products, facilities, raw-material-areas, supply-links
    std::string record;      ///< its id
    std::string message;
};

/// How many have a stable chain. What is made up counts apart: a stable one has a reported or derived record, linked by
/// a reported or derived link to a reported or derived area.
struct StableCount {
    std::size_t all = 0;
    std::size_t made = 0;                                        ///< of all, illustrative records
    std::size_t stable = 0;                                      ///< of those that are not made
    std::size_t stable_made = 0;                                 ///< of all: stable by something illustrative only
    [[nodiscard]] std::optional<double> share() const noexcept;  ///< stable of those not made
    [[nodiscard]] std::optional<double> share_with_made() const noexcept;  ///< all stable of all
};

struct ValueChain {
    bool overview = true;                       ///< of all rated products, rather than of one product or area
    std::vector<data::Provenance> provenances;  ///< as asked for: only links, and outlines of areas, of these
    data::Date as_of;
    std::optional<data::Date> units_as_of;        ///< of communes; none where the store has no boundaries of any
    std::optional<data::Date> districts_as_of;    ///< of districts
    const data::RawMaterialArea* area = nullptr;  ///< the one asked for
    std::vector<ProductChain> products;           ///< by id
    std::vector<ChainLink> others;                ///< links of the area asked for that lead to no product
    std::vector<ChainBreak> breaks;               ///< by collection, record and kind
    StableCount stable_products;                  ///< of `products`
    StableCount stable_owners;  ///< producers of those products; stable: with at least one stable product

    /// Whether the provenances asked for, if any, include this one.
    [[nodiscard]] bool takes(data::Provenance provenance) const noexcept;
};

/// Chains from raw-material area through supply links to facility, product and producer: of one product, of what one
/// area supplies, or of all products with a rating in force. A link without a product belongs to every product made in
/// its facility. A product is processed where its link's facility counts (Placement), else where it counts itself.
/// Throws not_found for a product or an area that is not there, bad_value where both are given.
[[nodiscard]] ValueChain value_chain(const Snapshot& snapshot, const ValueChainQuestion& question);

/// "Only links of these", a comma list as in `parse_provenance_condition`.
[[nodiscard]] std::vector<data::Provenance> parse_provenances(std::string_view list);

}  // namespace sanvat::analysis
