// SPDX-License-Identifier: Apache-2.0
#include "data/sample.hpp"

#include <vector>

#include "data/sample_boundaries.hpp"
#include "data/sample_ground.hpp"
#include "data/sample_outlines.hpp"
#include "data/sample_plan.hpp"
#include "data/sample_products.hpp"
#include "data/sample_tables.hpp"
#include "data/sample_tours.hpp"

namespace sanvat::data {

Register build_sample(const std::filesystem::path& folder) {
    const SamplePlan plan = read_sample_plan(folder);
    const SampleRounds rounds = read_sample_rounds(folder);
    Register sample = read_sample_tables(folder, rounds);
    sample.title = plan.title;
    sample.attribution = plan.attribution;
    sample.reference_date = plan.reference_date;

    const std::vector<BoundaryCell> cells = read_boundary_cells(folder);
    add_polygons(sample, cells);
    add_crosswalk(folder, sample, cells);
    draw_roads(folder, sample);
    draw_tours(sample);

    const SampleGround ground(sample, cells, plan.inside_m);
    draw_outlines(sample, plan, ground);
    std::vector<MadeFacility> facilities = make_facilities(sample, plan, ground);
    const MadeOwners owners = make_owners(sample, plan, ground, facilities);
    make_products(sample, plan, rounds, ground, owners);
    link_supply(sample, plan, ground);
    sort_tables(sample);
    return sample;
}

}  // namespace sanvat::data
