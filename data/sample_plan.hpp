// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "data/error.hpp"
#include "data/facility.hpp"
#include "data/producer.hpp"
#include "data/product.hpp"

namespace sanvat::data {

/// What a sample's generator makes, as sample.toml has it; data/caobang/sample.toml explains every key.
struct SamplePlan {
    struct Facilities {
        FacilityKind kind = FacilityKind::agro_processing;
        int total = 0;  ///< with the reported ones
        std::string name;
        double area_power = 0;
        double merged_power = 0;
        std::map<std::string, double> kind_factor;  ///< by the unit's kind; 1 where absent
    };
    struct OwnerKind {
        std::string name;
        std::optional<FacilityKind> facility;
    };
    struct Owners {
        std::string id;
        std::vector<std::pair<ProducerKind, int>> kinds;  ///< in the order of the enumeration
        std::vector<UnitKey> in;                          ///< anywhere where empty
        std::vector<UnitKey> not_in;
        bool facility = true;  ///< false: their products have no facility
    };
    struct OwnerShare {
        std::string group;
        std::optional<int> first;  ///< that many of the group; all where absent
    };
    struct Good {
        std::string name;
        std::string subgroup;
        std::string material;
        ProductGroup group_2019 = ProductGroup::food;
        ProductGroup group_2023 = ProductGroup::food;
    };
    struct Products {
        std::string id;
        int count = 0;
        std::vector<std::pair<std::string, int>> ratings;  ///< round, stars
        std::vector<OwnerShare> owners;
        std::string goods;
    };

    std::string file;  ///< for messages
    std::string title;
    std::string attribution;
    Date reference_date;
    std::uint64_t seed = 0;
    std::string mark;
    std::string source;
    std::string id_prefix;
    double inside_m = 0;
    std::vector<Facilities> facilities;
    std::map<ProducerKind, OwnerKind> owner_kinds;
    std::vector<Owners> owners;
    std::vector<Products> products;
    std::map<std::string, std::vector<Good>> goods;

    /// The lineage of a made record with a point of its own, or without.
    [[nodiscard]] Lineage lineage(PositionAccuracy accuracy) const {
        return {source, {}, accuracy, Provenance::illustrative};
    }

    /// An error about the plan.
    [[nodiscard]] Error error(std::string problem, std::string remedy) const;
};

/// Reads sample.toml. Throws Error(bad_input) with the key where it is missing, of the wrong type or unknown.
[[nodiscard]] SamplePlan read_sample_plan(const std::filesystem::path& folder);

}  // namespace sanvat::data
