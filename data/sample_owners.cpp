// SPDX-License-Identifier: Apache-2.0
#include "data/sample_owners.hpp"

#include <algorithm>
#include <utility>

namespace sanvat::data {

namespace {

/// Makes owners one by one; remembers names and the order of each group.
class OwnerMaker {
public:
    OwnerMaker(Register& sample, const SamplePlan& plan, const SampleGround& ground,
               std::vector<MadeFacility>& facilities)
        : sample_(sample), plan_(plan), ground_(ground), facilities_(facilities) {}

    MadeOwner make(const SamplePlan::Owners& group, ProducerKind kind, int number, Random& random) {
        const auto found = plan_.owner_kinds.find(kind);
        if (found == plan_.owner_kinds.end()) {
            throw plan_.error("owner_kinds lacks " + std::string{to_string(kind)}, "add it");
        }
        MadeOwner owner;
        owner.producer =
            plan_.id_prefix + "_owner_" + group.id + "_" + (number < 10 ? "0" : "") + std::to_string(number);
        std::string name;
        if (group.facility && found->second.facility) {
            MadeFacility& place = pick_facility(group, *found->second.facility, random);
            Facility& facility = sample_.facilities[place.index];
            facility.producer = owner.producer;
            owner.facility = facility.id;
            owner.home = pick(homes_in(group, place.cell), random);
            if (facility.kind == FacilityKind::cooperative) name = facility.name;  // one and the same
        } else {
            owner.home = pick(homes_anywhere(group), random);
        }
        if (name.empty()) name = next_name(found->second.name, ground_.unit(owner.home).name);
        sample_.producers.push_back(
            {owner.producer, std::move(name), kind, owner.home, plan_.lineage(PositionAccuracy::commune)});
        return owner;
    }

private:
    static UnitKey pick(const std::vector<UnitKey>& keys, Random& random) { return keys[random.below(keys.size())]; }

    /// The former communes of a cell that the group may call home.
    [[nodiscard]] std::vector<UnitKey> homes_in(const SamplePlan::Owners& group, std::size_t cell) const {
        const UnitKey& commune = ground_.cells()[cell].commune;
        std::vector<UnitKey> homes;
        for (const UnitKey& home : ground_.former_communes(cell)) {
            const auto holds = [&](const UnitKey& place) {
                return place == commune || ground_.lies_within(home, place);
            };
            const bool wanted = group.in.empty() || std::ranges::any_of(group.in, holds);
            if (wanted && std::ranges::none_of(group.not_in, holds)) homes.push_back(home);
        }
        return homes;
    }

    [[nodiscard]] std::vector<UnitKey> homes_anywhere(const SamplePlan::Owners& group) const {
        std::vector<UnitKey> homes;
        for (std::size_t cell = 0; cell < ground_.cells().size(); ++cell) {
            const auto more = homes_in(group, cell);
            homes.insert(homes.end(), more.begin(), more.end());
        }
        if (homes.empty()) throw plan_.error("owners " + group.id + " have no place left", "widen `in` or `not_in`");
        return homes;
    }

    MadeFacility& pick_facility(const SamplePlan::Owners& group, FacilityKind kind, Random& random) {
        std::vector<MadeFacility*> free;
        for (MadeFacility& facility : facilities_) {
            const bool fits = !facility.owned && sample_.facilities[facility.index].kind == kind;
            if (fits && !homes_in(group, facility.cell).empty()) free.push_back(&facility);
        }
        if (free.empty()) {
            throw plan_.error("owners " + group.id + " find no free facility of kind " + std::string{to_string(kind)},
                              "make more facilities, or give the group other places");
        }
        MadeFacility& chosen = *free[random.below(free.size())];
        chosen.owned = true;
        return chosen;
    }

    std::string next_name(const std::string& kind, const std::string& where) {
        return made_name(plan_, kind, where, ++names_[{kind, where}]);
    }

    Register& sample_;
    const SamplePlan& plan_;
    const SampleGround& ground_;
    std::vector<MadeFacility>& facilities_;
    std::map<std::pair<std::string, std::string>, int> names_;
};

}  // namespace

MadeOwners make_owners(Register& sample, const SamplePlan& plan, const SampleGround& ground,
                       std::vector<MadeFacility>& facilities) {
    OwnerMaker maker(sample, plan, ground, facilities);
    MadeOwners made;
    for (const SamplePlan::Owners& group : plan.owners) {
        Random random(plan.seed, "owners/" + group.id);
        auto& owners = made[group.id];
        for (const auto& [kind, count] : group.kinds) {
            for (int i = 0; i < count; ++i) {
                owners.push_back(maker.make(group, kind, static_cast<int>(owners.size()) + 1, random));
            }
        }
    }
    return made;
}

}  // namespace sanvat::data
