// SPDX-License-Identifier: Apache-2.0
// Producers, products and supply links: records without a place of their own.
#include <algorithm>

#include "data/import_kinds.hpp"
#include "data/import_table.hpp"

namespace sanvat::data {

namespace {

void warn_of_lost_places(const ImportRecord& row, std::string_view instead) {
    if (!row.has_geometry()) return;
    row.batch().warn("places in " + row.source().place.file + " are not kept: " + std::string{instead});
}

class ProducerImporter : public Importer {
public:
    explicit ProducerImporter(ImportBatch& batch) : table_(batch, batch.content.producers, by_id) {}

    void take(ImportRecord row) override {
        warn_of_lost_places(row, "a producer lies where its facilities do");
        const auto unit = row.declared_unit();
        const std::string id = id_of(row, unit);
        Producer* producer = id.empty() ? nullptr : table_.start(row, id, id);
        if (!producer) return;
        producer->id = id;
        Assign assign(row);
        schema::columns(assign, *producer);
        if (producer->name.empty()) row.refuse("name", "the record has no name", "give it one");
        assign_unit(row, unit, producer->declared_unit);
        assign_lineage(row, producer->lineage);
        assign_unit_accuracy(row, producer->declared_unit, producer->lineage);
    }

    void finish() override { table_.merge(); }

private:
    ImportTable<Producer, decltype(by_id)> table_;
};

template <typename Groups>
void check_group(const ImportRecord& row, std::string_view field, const std::optional<ProductGroup>& group,
                 const Groups& rule_book) {
    if (!group || std::ranges::find(rule_book, *group) != rule_book.end()) return;
    std::string names;
    for (const ProductGroup each : rule_book)
        names.append(names.empty() ? "" : ", ").append(to_string(each));
    row.refuse(field, std::string{to_string(*group)} + " is no group of that rule book", "use " + names);
}

/// "3", "3 sao", "hạng 4 sao", "★★★★": one digit from 3 to 5, or as many stars.
std::optional<int> read_stars(std::string_view text) {
    std::optional<int> stars;
    int drawn = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] >= '0' && text[i] <= '9') {
            if (stars) return std::nullopt;
            stars = text[i] - '0';
        }
        for (const std::string_view star : {"★", "⭐", "*"})
            drawn += text.substr(i).starts_with(star) ? 1 : 0;
    }
    if (!stars && drawn > 0) stars = drawn;
    return stars && *stars >= fewest_stars && *stars <= most_stars ? stars : std::nullopt;
}

/// Rows of one product are its rating history: the first says everything else, those after it may repeat it.
class ProductImporter : public Importer {
public:
    explicit ProductImporter(ImportBatch& batch) : batch_(batch), table_(batch, batch.content.products, by_id) {}

    void take(ImportRecord row) override {
        warn_of_lost_places(row, "a product lies where its facility does");
        const auto unit = row.declared_unit();
        const std::string id = id_of(row, unit);
        if (id.empty()) return;
        auto rating = rating_of(row);
        const bool repeated = table_.is_incoming(id);
        if (repeated && (!rating || !signed_.emplace(id, rating->signed_on).second)) {
            row.refuse({}, "\"" + id + "\" comes twice", "give each record an id or each rating a day of its own");
            return;
        }
        Product* product = table_.start_or_go_on(id);
        if (!repeated) fill(row, id, unit, *product);
        if (!rating) return;
        signed_.emplace(id, rating->signed_on);
        const auto old = std::ranges::find(product->ratings, rating->signed_on, &Rating::signed_on);
        if (old != product->ratings.end()) {
            keep_lineage(row, *old, *rating);
            product->ratings.erase(old);
        }
        product->ratings.push_back(*rating);
        std::ranges::stable_sort(product->ratings, {}, &Rating::signed_on);
    }

    void finish() override { table_.merge(); }

private:
    void fill(const ImportRecord& row, const std::string& id, const std::optional<UnitKey>& unit,
              Product& product) const {
        product.id = id;
        Assign assign(row);
        schema::columns(assign, product);
        if (product.name.empty()) row.refuse("name", "the record has no name", "give it one");
        check_group(row, "group_2019", product.group_2019, product_groups_2019);
        check_group(row, "group_2023", product.group_2023, product_groups_2023);
        assign_unit(row, unit, product.declared_unit);
        assign_link(row, "producer", batch_.content.producers, product.producer);
        assign_link(row, "facility", batch_.content.facilities, product.facility);
        assign_lineage(row, product.lineage);
        assign_unit_accuracy(row, product.declared_unit, product.lineage);
    }

    [[nodiscard]] std::optional<Rating> rating_of(const ImportRecord& row) const {
        const auto written = row.text("stars");
        const auto day = row.day("signed_on");
        if (!written) return std::nullopt;
        const auto stars = read_stars(*written);
        if (!stars) {
            row.refuse("stars", "\"" + *written + "\" is no rating", "write 3, 4 or 5");
            return std::nullopt;
        }
        if (!day) {
            if (!row.text("signed_on")) {
                row.refuse("signed_on", "a rating without the day it was signed cannot be dated",
                           "give the day, or leave the stars blank");
            }
            return std::nullopt;
        }
        Rating rating{.stars = *stars,
                      .signed_on = *day,
                      .decision = row.text("decision").value_or(""),
                      .source = row.text("source").value_or(row.source().file_name),
                      .provenance = provenance_of(row, "rating_provenance", Provenance::reported)};
        return rating;
    }

    /// A rating given again keeps what the row has no word of, unless the row makes it another one.
    static void keep_lineage(const ImportRecord& row, const Rating& old, Rating& rating) {
        if (old.stars != rating.stars) return;
        if (!row.text("rating_provenance")) rating.provenance = old.provenance;
        if (!row.has("decision")) rating.decision = old.decision;
        // The row's source is the product's: it is the rating's only where it says something new of it.
        const bool same = rating.provenance == old.provenance && rating.decision == old.decision;
        if (same || (!row.text("source") && rating.provenance == old.provenance)) rating.source = old.source;
    }

    ImportBatch& batch_;
    ImportTable<Product, decltype(by_id)> table_;
    std::set<std::pair<std::string, Date>> signed_;
};

class SupplyLinkImporter : public Importer {
public:
    explicit SupplyLinkImporter(ImportBatch& batch) : batch_(batch), table_(batch, batch.content.supply_links, by_id) {}

    void take(ImportRecord row) override {
        warn_of_lost_places(row, "a supply link has none");
        std::optional<std::string> area;
        SupplyLink ends;
        assign_link(row, "area", batch_.content.raw_material_areas, area);
        assign_link(row, "facility", batch_.content.facilities, ends.facility);
        assign_link(row, "product", batch_.content.products, ends.product);
        if (!area) {
            row.refuse("area", "the link has no raw-material area", "give its id or name");
            return;
        }
        if (!ends.facility && !ends.product) {
            row.refuse({}, "the link leads nowhere", "give a facility or a product");
            return;
        }
        const std::string id =
            row.text("id").value_or(*area + "-" + ends.facility.value_or("") + "-" + ends.product.value_or(""));
        SupplyLink* link = table_.start(row, id, id);
        if (!link) return;
        Assign assign(row);
        schema::columns(assign, *link);
        link->id = id;
        link->area = *area;
        link->facility = ends.facility;
        link->product = ends.product;
        if (link->tonnes && !(*link->tonnes > 0))
            row.refuse("tonnes", "it is not above 0", "leave it blank where unknown");
        if (link->share && !(*link->share >= 0 && *link->share <= 1)) {
            row.refuse("share", "it is not between 0 and 1", "write 30 % as 0.3");
        }
        assign_lineage(row, link->lineage);
    }

    void finish() override { table_.merge(); }

private:
    ImportBatch& batch_;
    ImportTable<SupplyLink, decltype(by_id)> table_;
};

}  // namespace

std::unique_ptr<Importer> make_producer_importer(ImportBatch& batch) {
    return std::make_unique<ProducerImporter>(batch);
}
std::unique_ptr<Importer> make_product_importer(ImportBatch& batch) {
    return std::make_unique<ProductImporter>(batch);
}
std::unique_ptr<Importer> make_supply_link_importer(ImportBatch& batch) {
    return std::make_unique<SupplyLinkImporter>(batch);
}

}  // namespace sanvat::data
