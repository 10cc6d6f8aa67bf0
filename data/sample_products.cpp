// SPDX-License-Identifier: Apache-2.0
#include "data/sample_products.hpp"

#include <algorithm>
#include <utility>

namespace sanvat::data {

namespace {

/// Makes the products of one batch after another; remembers the names given.
class ProductMaker {
public:
    ProductMaker(Register& sample, const SamplePlan& plan, const SampleRounds& rounds, const SampleGround& ground)
        : sample_(sample), plan_(plan), rounds_(rounds), ground_(ground) {}

    void make(const SamplePlan::Products& batch, const std::vector<const MadeOwner*>& owners) {
        Random random(plan_.seed, "products/" + batch.id);
        const auto ratings = ratings_of(batch);
        for (int i = 0; i < batch.count; ++i) {
            const auto at = static_cast<std::size_t>(i);
            const MadeOwner& owner = *owners[at < owners.size() ? at : random.below(owners.size())];
            const SamplePlan::Good& good = pick_good(batch, owner, random);
            Product product;
            product.id = plan_.id_prefix + "_" + batch.id + "_" + (i < 9 ? "0" : "") + std::to_string(i + 1);
            const std::string& where = ground_.unit(owner.home).name;
            product.name = made_name(plan_, good.name, where, ++names_[{good.name, where}]);
            product.group_2019 = good.group_2019;
            product.group_2023 = good.group_2023;
            product.subgroup = good.subgroup;
            product.material = good.material;
            product.producer = owner.producer;
            product.facility = owner.facility;
            product.declared_unit = owner.home;
            product.status = "recognised";
            product.ratings = ratings;
            product.lineage = plan_.lineage(owner.facility ? PositionAccuracy::traced : PositionAccuracy::commune);
            sample_.products.push_back(std::move(product));
        }
    }

private:
    [[nodiscard]] std::vector<Rating> ratings_of(const SamplePlan::Products& batch) const {
        std::vector<Rating> ratings;
        for (const auto& [round, stars] : batch.ratings) {
            const auto found = rounds_.find(round);
            if (found == rounds_.end()) {
                throw plan_.error("products " + batch.id + ": no round \"" + round + "\" in rounds.csv",
                                  "add it there");
            }
            ratings.push_back({stars, found->second, {}, plan_.source, Provenance::illustrative});
        }
        std::ranges::sort(ratings, {}, &Rating::signed_on);
        return ratings;
    }

    const SamplePlan::Good& pick_good(const SamplePlan::Products& batch, const MadeOwner& owner, Random& random) const {
        const auto list = plan_.goods.find(batch.goods);
        if (list == plan_.goods.end()) {
            throw plan_.error("products " + batch.id + ": no list of goods \"" + batch.goods + "\"", "add it to goods");
        }
        // What grows near is likelier to be made: it lies in the hat several times.
        constexpr std::size_t lots_of_local = 3;
        std::vector<const SamplePlan::Good*> possible;
        for (const SamplePlan::Good& good : list->second) {
            if (good.material.empty()) {
                possible.push_back(&good);
            } else if (!areas_for(sample_, ground_, good.material, owner.home).empty()) {
                possible.insert(possible.end(), lots_of_local, &good);
            }
        }
        if (possible.empty()) {
            throw plan_.error("products " + batch.id + ": nothing of \"" + batch.goods + "\" can be made in " +
                                  ground_.unit(owner.home).name,
                              "add a good without material");
        }
        return *possible[random.below(possible.size())];
    }

    Register& sample_;
    const SamplePlan& plan_;
    const SampleRounds& rounds_;
    const SampleGround& ground_;
    std::map<std::pair<std::string, std::string>, int> names_;
};

/// The owners of a batch, in the order of its list.
std::vector<const MadeOwner*> owners_of(const SamplePlan& plan, const SamplePlan::Products& batch,
                                        const MadeOwners& owners) {
    std::vector<const MadeOwner*> chosen;
    for (const SamplePlan::OwnerShare& share : batch.owners) {
        const auto group = owners.find(share.group);
        const std::size_t size = group == owners.end() ? 0 : group->second.size();
        const std::size_t wanted = share.first ? static_cast<std::size_t>(*share.first) : size;
        if (size == 0 || wanted > size) {
            throw plan.error("products " + batch.id + ": owners " + share.group + " are too few", "make more of them");
        }
        for (std::size_t i = 0; i < wanted; ++i)
            chosen.push_back(&group->second[i]);
    }
    if (chosen.empty() || chosen.size() > static_cast<std::size_t>(batch.count)) {
        throw plan.error("products " + batch.id + ": " + std::to_string(chosen.size()) + " owners for " +
                             std::to_string(batch.count) + " products",
                         "give every owner at least one product");
    }
    return chosen;
}

}  // namespace

void make_products(Register& sample, const SamplePlan& plan, const SampleRounds& rounds, const SampleGround& ground,
                   const MadeOwners& owners) {
    ProductMaker maker(sample, plan, rounds, ground);
    for (const SamplePlan::Products& batch : plan.products)
        maker.make(batch, owners_of(plan, batch, owners));
}

}  // namespace sanvat::data
