// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: one importer a kind. `take` sees each row in turn, `finish` puts the records in place.
#pragma once

#include <memory>

#include "data/import_batch.hpp"

namespace sanvat::data {

class Importer {
public:
    Importer() = default;
    virtual ~Importer() = default;
    Importer(const Importer&) = delete;
    Importer& operator=(const Importer&) = delete;

    virtual void take(ImportRecord row) = 0;
    /// Refuses what only the whole shows. The register changes in `finish` only, and only where nothing was refused.
    virtual void look_at_all() {}
    virtual void finish() = 0;
};

/// Keeps a reference to the batch, which must outlive it.
[[nodiscard]] std::unique_ptr<Importer> make_unit_importer(ImportBatch& batch, AdminLevel level);
[[nodiscard]] std::unique_ptr<Importer> make_crosswalk_importer(ImportBatch& batch);
[[nodiscard]] std::unique_ptr<Importer> make_producer_importer(ImportBatch& batch);
[[nodiscard]] std::unique_ptr<Importer> make_facility_importer(ImportBatch& batch);
[[nodiscard]] std::unique_ptr<Importer> make_craft_village_importer(ImportBatch& batch);
[[nodiscard]] std::unique_ptr<Importer> make_product_importer(ImportBatch& batch);
[[nodiscard]] std::unique_ptr<Importer> make_area_importer(ImportBatch& batch);
[[nodiscard]] std::unique_ptr<Importer> make_supply_link_importer(ImportBatch& batch);
[[nodiscard]] std::unique_ptr<Importer> make_tour_route_importer(ImportBatch& batch);
[[nodiscard]] std::unique_ptr<Importer> make_tour_stop_importer(ImportBatch& batch);

/// The importer of the batch's kind.
[[nodiscard]] std::unique_ptr<Importer> make_importer(ImportBatch& batch);

}  // namespace sanvat::data
