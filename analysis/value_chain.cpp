// SPDX-License-Identifier: Apache-2.0
#include "analysis/value_chain.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "analysis/product_links.hpp"
#include "analysis/record_places.hpp"
#include "analysis/stable_link.hpp"
#include "data/error.hpp"

namespace sanvat::analysis {

using data::AdminLevel;
using data::Date;
using data::Facility;
using data::Product;
using data::Provenance;
using data::RawMaterialArea;
using data::SupplyLink;

namespace {

/// Provenances are ordered from reported to illustrative: a chain is worth what its weakest member is.
Provenance weakest(Provenance a, Provenance b) {
    return std::max(a, b);
}

/// Where records count at one level; nothing where the store has no boundaries of it.
struct Level {
    std::shared_ptr<const Placement> placement;
    std::optional<Date> date;
};

Level level_of(const Snapshot& snapshot, AdminLevel level, Date day) {
    const bool drawn = std::ranges::any_of(snapshot.content().units, [level](const data::AdminUnit& unit) {
        return unit.level == level && !unit.polygon.empty();
    });
    if (!drawn) return {};
    const Date date = snapshot.units_date(level, day);
    return {snapshot.placement(level, date), date};
}

template <typename Record>
std::size_t position(const std::vector<Record>& records, const Record& record) {
    return static_cast<std::size_t>(&record - records.data());
}

/// True where both count in the same unit of the level; nothing where one of them counts in none.
std::optional<bool> same_unit(const Level& level, const data::Register& content, const ChainLink& at) {
    if (!level.placement) return std::nullopt;
    const Placement& placement = *level.placement;
    const auto from = placement.raw_material_areas[position(content.raw_material_areas, *at.area)];
    std::optional<std::uint32_t> to;
    if (at.facility) to = placement.facilities[position(content.facilities, *at.facility)];
    if (!at.facility && at.product) to = placement.products[position(content.products, *at.product)];
    if (!from || !to) return std::nullopt;
    return *from == *to;
}

PartBasis basis_of(const std::vector<ChainLink>& links) {
    const auto all = [&](const auto& has) { return !links.empty() && std::ranges::all_of(links, has); };
    if (all([](const ChainLink& each) { return each.link->tonnes.value_or(0) > 0; })) return PartBasis::tonnes;
    if (all([](const ChainLink& each) { return each.link->share.has_value(); })) return PartBasis::share;
    return PartBasis::equal;
}

/// Sets the parts; their sum before it was cut to 1 at most.
double set_parts(std::vector<ChainLink>& links, PartBasis basis) {
    double sum = 0;
    for (ChainLink& each : links) {
        each.part = basis == PartBasis::tonnes ? *each.link->tonnes : basis == PartBasis::share ? *each.link->share : 1;
        sum += each.part;
    }
    const bool whole = basis != PartBasis::share || sum > 1;
    for (ChainLink& each : links) {
        if (whole) each.part /= sum;
    }
    return sum;
}

NearShares shares_of(const std::vector<ChainLink>& links) {
    NearShares shares;
    for (const ChainLink& each : links) {
        if (each.same_commune.value_or(false)) shares.commune += each.part;
        if (each.same_district.value_or(false)) shares.district += each.part;
        if (each.in_province) shares.province += each.part;
        if (each.area) shares.known += each.part;
    }
    return shares;
}

std::optional<Provenance> stable_of(const ProductChain& chain) {
    std::optional<Provenance> best;
    for (const ChainLink& each : chain.links) {
        if (!each.stable) continue;
        const Provenance worth = weakest(each.provenance, chain.product->lineage.provenance);
        best = best ? std::min(*best, worth) : worth;
    }
    return best;
}

/// Finds where chains are broken, each break once.
class BreakFinder {
public:
    explicit BreakFinder(const data::Register& content, Date as_of) : content_(content), as_of_(as_of) {}

    void look_at(const ProductChain& chain, double sum_of_shares) {
        const Product& product = *chain.product;
        missing("products", product.id, "producer", product.producer, content_.producers);
        missing("products", product.id, "facility", product.facility, content_.facilities);
        if (chain.links.empty()) add("no-link", "products", product.id, "no supply link leads to it");
        const auto has_facility = [](const ChainLink& each) { return each.facility != nullptr; };
        if (!chain.links.empty() && !chain.facility && std::ranges::none_of(chain.links, has_facility)) {
            add("no-facility", "products", product.id, "nobody knows the facility where it is made");
        }
        constexpr double dust = 1e-9;  // shares of a few decimals that are added
        if (chain.basis == PartBasis::share && sum_of_shares > 1 + dust) {
            add("shares-above-one", "products", product.id, "the shares of its supply links are more than 1 together");
        }
        if (chain.facility) look_at(*chain.facility);
        for (const ChainLink& each : chain.links)
            look_at(each);
    }

    void look_at(const ChainLink& each) {
        look_at(*each.link);
        if (each.facility) look_at(*each.facility);
        if (!each.area) return;
        if (!each.figure) {
            add("no-hectares", "raw-material-areas", each.area->id, "no hectares are known on the day, or before");
        }
        if (!each.in_province) {
            add("no-place", "raw-material-areas", each.area->id, "its place is unknown, or outside the province");
        }
    }

    void supplies_nothing(const RawMaterialArea& area) {
        add("no-link", "raw-material-areas", area.id, "no supply link starts from it");
    }

    void look_at(const SupplyLink& link) {
        missing("supply-links", link.id, "area", std::optional(link.area), content_.raw_material_areas);
        missing("supply-links", link.id, "facility", link.facility, content_.facilities);
        missing("supply-links", link.id, "product", link.product, content_.products);
        if (!link.facility && !link.product) {
            add("leads-nowhere", "supply-links", link.id, "it names neither a facility nor a product");
        }
    }

    [[nodiscard]] std::vector<ChainBreak> take() {
        std::vector<ChainBreak> breaks;
        breaks.reserve(found_.size());
        for (auto& [key, message] : found_)
            breaks.push_back({std::get<2>(key), std::get<0>(key), std::get<1>(key), std::move(message)});
        return breaks;
    }

private:
    void look_at(const Facility& facility) {
        if (!facility.point) {
            add("no-place", "facilities", facility.id,
                facility.declared_unit ? "it has a declared unit, but no point to measure from"
                                       : "it has neither a point nor a declared unit");
        }
        if (!facility.validity.holds(as_of_))
            add("not-in-force", "facilities", facility.id, "it is not there on the day");
    }

    template <typename Record>
    void missing(const char* collection, const std::string& record, const char* column,
                 const std::optional<std::string>& id, const std::vector<Record>& targets) {
        if (!id || find_by_id(targets, *id)) return;
        add("missing-record", collection, record, std::string(column) + " \"" + *id + "\" is no record");
    }

    void add(const char* kind, const char* collection, const std::string& record, const std::string& message) {
        std::string& known = found_[{collection, record, kind}];
        // One record may miss several others: a line for all.
        if (known.find(message) == std::string::npos) known += (known.empty() ? "" : "; ") + message;
    }

    const data::Register& content_;
    Date as_of_;
    std::map<std::tuple<std::string, std::string, std::string>, std::string> found_;
};

class Chains {
public:
    Chains(const Snapshot& snapshot, const ValueChainQuestion& question)
        : content_(snapshot.content()),
          question_(question),
          declared_units_(content_),
          as_of_(question.as_of.value_or(snapshot.reference_date())),
          communes_(level_of(snapshot, AdminLevel::commune, question.units.value_or(as_of_))),
          districts_(level_of(snapshot, AdminLevel::district, question.units.value_or(as_of_))),
          stable_(snapshot, as_of_, question.units.value_or(as_of_)),
          features_(snapshot.features(CollectionId::products, as_of_)),
          breaks_(content_, as_of_) {
        answer_.provenances = question.provenances;
        for (const SupplyLink& link : content_.supply_links)
            collect(link);
    }

    ValueChain run() {
        answer_.overview = !question_.product && !question_.area;
        answer_.as_of = as_of_;
        answer_.units_as_of = communes_.date;
        answer_.districts_as_of = districts_.date;
        const std::set<std::string> supplied = supplied_by_area();
        for (std::size_t i = 0; i < content_.products.size(); ++i) {
            const Product& product = content_.products[i];
            if (question_.product && product.id != *question_.product) continue;
            if (question_.area && !supplied.contains(product.id)) continue;
            if (answer_.overview && !data::rating_on(product, as_of_)) continue;
            if (question_.filter.matches(features_->features()[i])) add(product);
        }
        for (const SupplyLink* link : links_)
            add_other(*link);
        if (question_.area) {
            answer_.area = find_by_id(content_.raw_material_areas, *question_.area);
            if (answer_.products.empty() && answer_.others.empty()) breaks_.supplies_nothing(*answer_.area);
        }
        answer_.breaks = breaks_.take();
        count();
        return std::move(answer_);
    }

private:
    using Links = ProductLinks::Links;

    void collect(const SupplyLink& link) {
        if (!answer_.takes(provenance_of(link))) return;
        links_.push_back(&link);
        by_product_.add(link);
    }

    [[nodiscard]] Provenance provenance_of(const SupplyLink& link) const {
        const auto* area = find_by_id(content_.raw_material_areas, link.area);
        return area ? weakest(link.lineage.provenance, area->lineage.provenance) : link.lineage.provenance;
    }

    /// Ids of the products that the area asked for supplies.
    [[nodiscard]] std::set<std::string> supplied_by_area() const {
        std::set<std::string> ids;
        if (!question_.area) return ids;
        for (const Product& product : content_.products) {
            const auto links = by_product_.to(product);
            if (std::ranges::find(links, *question_.area, &SupplyLink::area) != links.end()) ids.insert(product.id);
        }
        return ids;
    }

    [[nodiscard]] ChainLink resolve(const SupplyLink& link, const Product* product) const {
        ChainLink at;
        at.link = &link;
        at.product = product;
        at.provenance = provenance_of(link);
        at.area = find_by_id(content_.raw_material_areas, link.area);
        at.facility = find_by_id(content_.facilities, link.facility ? link.facility
                                                      : product     ? product->facility
                                                                    : std::nullopt);
        if (!at.area) return at;
        at.figure = data::figure_on(*at.area, as_of_);
        at.in_province = stable_.in_province(*at.area);
        at.same_commune = same_unit(communes_, content_, at);
        at.same_district = same_unit(districts_, content_, at);
        at.stable = stable_.has(link);
        if (at.facility && at.facility->point) {
            static const data::MultiPolygon none;
            const auto& outline = answer_.takes(at.area->outline_provenance) ? at.area->outline : none;
            at.distance = distance_to_area(*at.area, outline, declared_units_, *at.facility->point);
        }
        return at;
    }

    void add(const Product& product) {
        ProductChain chain;
        chain.product = &product;
        chain.rating = data::rating_on(product, as_of_);
        chain.producer = find_by_id(content_.producers, product.producer);
        chain.facility = find_by_id(content_.facilities, product.facility);
        for (const SupplyLink* link : by_product_.to(product))
            chain.links.push_back(resolve(*link, &product));
        chain.basis = basis_of(chain.links);
        const double sum = set_parts(chain.links, chain.basis);
        chain.shares = shares_of(chain.links);
        chain.stable = stable_of(chain);
        breaks_.look_at(chain, sum);
        if (question_.area) {
            std::erase_if(chain.links, [&](const ChainLink& each) { return each.link->area != *question_.area; });
        }
        answer_.products.push_back(std::move(chain));
    }

    /// Links beside those of products: what an area gives to facilities without products; and what leads nowhere.
    void add_other(const SupplyLink& link) {
        if (question_.product) return;
        if (question_.area && link.area != *question_.area) return;
        const bool leads_to_product =
            find_by_id(content_.products, link.product) ||
            (!link.product && link.facility && std::ranges::any_of(content_.products, [&](const Product& product) {
                return product.facility == link.facility;
            }));
        if (leads_to_product) return;
        const ChainLink at = resolve(link, nullptr);
        breaks_.look_at(at);
        if (question_.area) answer_.others.push_back(at);
    }

    void count() {
        struct Owner {
            bool made = false;
            std::optional<Provenance> stable;
        };
        std::map<std::string, Owner> owners;
        for (const ProductChain& chain : answer_.products) {
            count(answer_.stable_products, chain.product->lineage.provenance, chain.stable);
            if (!chain.producer) continue;
            Owner& owner = owners[chain.producer->id];
            owner.made = chain.producer->lineage.provenance == Provenance::illustrative;
            if (chain.stable && (!owner.stable || *chain.stable < *owner.stable)) owner.stable = chain.stable;
        }
        for (const auto& [id, owner] : owners) {
            count(answer_.stable_owners, owner.made ? Provenance::illustrative : Provenance::reported, owner.stable);
        }
    }

    static void count(StableCount& counts, Provenance record, std::optional<Provenance> stable) {
        ++counts.all;
        if (record == Provenance::illustrative) ++counts.made;
        if (!stable) return;
        const bool made = weakest(record, *stable) == Provenance::illustrative;
        ++(made ? counts.stable_made : counts.stable);
    }

    const data::Register& content_;
    const ValueChainQuestion& question_;
    const DeclaredUnits declared_units_;
    Date as_of_;
    Level communes_, districts_;
    StableLinks stable_;
    std::shared_ptr<const FeatureTable> features_;
    Links links_;  ///< those that the question lets through
    ProductLinks by_product_;
    BreakFinder breaks_;
    ValueChain answer_;
};

}  // namespace

std::string_view to_string(PartBasis basis) noexcept {
    constexpr std::array<std::string_view, 3> names{"tonnes", "share", "equal"};
    return names[static_cast<std::size_t>(basis)];
}

bool ValueChain::takes(Provenance provenance) const noexcept {
    return provenances.empty() || std::ranges::find(provenances, provenance) != provenances.end();
}

std::optional<double> StableCount::share() const noexcept {
    if (all == made) return std::nullopt;
    return static_cast<double>(stable) / static_cast<double>(all - made);
}

std::optional<double> StableCount::share_with_made() const noexcept {
    if (all == 0) return std::nullopt;
    return static_cast<double>(stable + stable_made) / static_cast<double>(all);
}

ValueChain value_chain(const Snapshot& snapshot, const ValueChainQuestion& question) {
    if (question.product && question.area) {
        throw data::bad_value("area", "does not go together with product", "give one of the two");
    }
    if (question.product && !find_by_id(snapshot.content().products, *question.product)) {
        throw data::not_found("product", "\"" + *question.product + "\" is no product of the store",
                              "see the collection products for ids");
    }
    if (question.area && !find_by_id(snapshot.content().raw_material_areas, *question.area)) {
        throw data::not_found("area", "\"" + *question.area + "\" is no raw-material area of the store",
                              "see the collection raw-material-areas for ids");
    }
    return Chains(snapshot, question).run();
}

std::vector<Provenance> parse_provenances(std::string_view list) {
    std::vector<Provenance> provenances;
    for (const std::string& name : parse_provenance_condition(list).one_of)
        provenances.push_back(*data::parse_provenance(name));
    return provenances;
}

}  // namespace sanvat::analysis
