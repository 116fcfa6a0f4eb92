import { dataset, type PlainColumn } from "../dataset.js";
import type { Points } from "../generators/points.js";
import { type Float, floats } from "../internal/floats.js";

/**
 * Fisher's irises: 50 flowers of each of three species, measured in centimetres. One species is linearly separable from the
 * others, which overlap.
 *
 * Rows 35 and 38 are as Fisher printed them; a widespread copy has them wrong.
 *
 * @param options.dtype element type of `x`. Default `"f32"`.
 * @returns `x` [150, 4]: length and width of the sepals, then of the petals; `labels`, i32 [150], sorted: shuffle or stratify.
 * @throws DataError `data/option` for another element type.
 * @example
 * const { rest, held } = holdOut(iris(), { share: 0.2, seed: 1, stratify: "labels" });
 * @see Fisher, "The use of multiple measurements in taxonomic problems" (1936), table I.
 */
export function iris<D extends Float = "f32">({ dtype = "f32" as D }: { readonly dtype?: D } = {}): Points<D> {
  const numbers = (millimetres.match(/../g) ?? []).map((digits) => Number(digits) / 10);
  const columns = {
    x: { dtype, shape: [150, 4], data: floats(dtype, numbers) } as PlainColumn<D>,
    labels: {
      dtype: "i32",
      shape: [150],
      data: Int32Array.from({ length: 150 }, (_, i) => Math.floor(i / 50)),
    } as PlainColumn<"i32">,
  };
  return dataset(columns, { classes: ["setosa", "versicolor", "virginica"] }) as Points<D>;
}

/** Two digits for each measure, eight for each flower. Printed by tools/goldens/iris.py. */
const millimetres =
  "513514024930140247321302463115025036140254391704463414035034150244291402493115015437150248341602" +
  "483014014330110158401202574415045439130451351403573817035138150354341702513715044636100251331705" +
  "483419025030160250341604523515025234140247321602483116025434150452411501554214024931150250321202" +
  "553513024936140144301302513415025035130345231303443213025035160651381904483014035138160246321402" +
  "533715025033140270324714643245156931491555234013652846155728451363334716492433106629461352273914" +
  "502035105930421560224010612947145629361367314414563045155827411062224515562539115932481861284013" +
  "632549156128471264294313663044146828481467305017602945155726351055243811552437105827391260275116" +
  "543045156034451667314715632344135630411355254013552644126130461458264012502333105627421357304212" +
  "572942136229431351253011572841136333602558275119713059216329561865305822763066214925451773296318" +
  "672558187236612565325120642753196830552157255020582851246432532365305518773867227726692360225015" +
  "693257235628492077286720632749186733572172326018622848186130491864285621723058167428611979386420" +
  "642856226328511561265614773061236334562464315518603048186931542167315624693151235827511968325923" +
  "673357256730522363255019653052206234542359305118";
