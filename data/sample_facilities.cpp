// SPDX-License-Identifier: Apache-2.0
#include "data/sample_facilities.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <string>

namespace sanvat::data {

namespace {

/// Chance makes a commune's share up to this much larger or smaller, so that the spread does not look ruled.
constexpr double spread = 0.5;

double weight_of(const SamplePlan& plan, const SamplePlan::Facilities& facilities, const SampleGround& ground,
                 const UnitKey& commune) {
    const AdminUnit& unit = ground.unit(commune);
    Random random(plan.seed, "weight/" + std::string{to_string(facilities.kind)} + "/" + commune.to_string());
    const auto factor = facilities.kind_factor.find(unit.kind);
    const auto merged = static_cast<double>(std::max<std::size_t>(1, ground.merged_into(commune)));
    return std::pow(unit.area_km2.value_or(1), facilities.area_power) * std::pow(merged, facilities.merged_power) *
           (factor == facilities.kind_factor.end() ? 1 : factor->second) * random.between(1 - spread, 1 + spread);
}

/// Whole numbers in proportion to the weights that add up to the total (largest remainders).
std::vector<int> apportion(int total, const std::vector<double>& weights) {
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    std::vector<int> shares;
    std::vector<std::pair<double, std::size_t>> remainders;
    int given = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const double exact = total * weights[i] / sum;
        shares.push_back(static_cast<int>(exact));
        remainders.emplace_back(exact - shares.back(), i);
        given += shares.back();
    }
    std::ranges::sort(remainders, std::ranges::greater{});
    for (std::size_t i = 0; given < total; ++i, ++given)
        ++shares[remainders[i % remainders.size()].second];
    return shares;
}

std::string two_digits(int number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

void make_in_commune(Register& sample, const SamplePlan& plan, const SamplePlan::Facilities& facilities,
                     const SampleGround& ground, const UnitKey& commune, int count, std::vector<MadeFacility>& made) {
    const std::string kind{to_string(facilities.kind)};
    Random random(plan.seed, "spot/" + kind + "/" + commune.to_string());
    for (int number = 1; number <= count; ++number) {
        const auto spot = ground.spot_in(commune, random);
        made.push_back({sample.facilities.size(), spot.cell, false});
        sample.facilities.push_back({plan.id_prefix + "_" + kind + "_" + commune.code + "_" + two_digits(number),
                                     made_name(plan, facilities.name, ground.unit(commune).name, number),
                                     facilities.kind, std::nullopt, commune, spot.point, Validity{},
                                     plan.lineage(PositionAccuracy::traced)});
    }
}

}  // namespace

std::string made_name(const SamplePlan& plan, const std::string& what, const std::string& where, int number) {
    return what + " " + where + (number > 1 ? " " + std::to_string(number) : "") + " " + plan.mark;
}

std::vector<MadeFacility> make_facilities(Register& sample, const SamplePlan& plan, const SampleGround& ground) {
    std::vector<MadeFacility> made;
    const auto communes = ground.communes();
    for (const SamplePlan::Facilities& facilities : plan.facilities) {
        const auto reported = std::ranges::count(sample.facilities, facilities.kind, &Facility::kind);
        if (reported > facilities.total) {
            throw plan.error("the tables hold more facilities of kind " + std::string{to_string(facilities.kind)} +
                                 " than the total of " + std::to_string(facilities.total),
                             "raise the total");
        }
        std::vector<double> weights;
        weights.reserve(communes.size());
        for (const UnitKey& commune : communes)
            weights.push_back(weight_of(plan, facilities, ground, commune));
        const auto shares = apportion(facilities.total - static_cast<int>(reported), weights);
        for (std::size_t i = 0; i < communes.size(); ++i) {
            make_in_commune(sample, plan, facilities, ground, communes[i], shares[i], made);
        }
    }
    return made;
}

}  // namespace sanvat::data
