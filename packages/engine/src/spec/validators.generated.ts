// Generated from crds/ by `npm run generate` in packages/engine. Do not edit.
// @ts-nocheck -- plain JavaScript, as ajv writes it
"use strict";
export const HelmRelease = validate10;
const schema11 = {"$schema":"http://json-schema.org/draft-07/schema#","title":"HelmRelease","type":"object","required":["apiVersion","kind","spec"],"additionalProperties":false,"properties":{"apiVersion":{"const":"upstartoperators.upstart.com/v1alpha1"},"kind":{"const":"HelmRelease"},"metadata":{"type":["object","null"],"properties":{"name":{"type":"string","maxLength":253,"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"namespace":{"type":"string","maxLength":63,"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},"labels":{"type":["object","null"],"additionalProperties":{"type":"string"}},"annotations":{"type":["object","null"],"additionalProperties":{"type":"string"}}}},"spec":{"type":"object","required":["chart"],"properties":{"chart":{"type":"string","minLength":1,"maxLength":2048},"version":{"type":"string","maxLength":256},"values":{"type":["object","null"]},"dependencies":{"type":["array","null"],"maxItems":64,"items":{"type":"object","required":["name"],"properties":{"name":{"type":"string","minLength":1,"maxLength":253},"kind":{"type":"string","enum":["HelmRelease","UpstartService"]},"namespace":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$","minLength":1,"maxLength":63}},"additionalProperties":false}},"outputsFrom":{"type":["array","null"],"maxItems":32,"items":{"type":"object","properties":{"secretRef":{"type":"object","required":["name"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253}},"additionalProperties":false},"configMapRef":{"type":"object","required":["name"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253}},"additionalProperties":false},"scope":{"type":"string","enum":["internal","external"]},"keys":{"type":"array","maxItems":128,"items":{"type":"string","pattern":"^[-._a-zA-Z0-9]+$","minLength":1,"maxLength":253}}},"additionalProperties":false}},"releaseName":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":53},"timeout":{"type":"string","pattern":"^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$","maxLength":32},"suspend":{"type":"boolean"},"targetNamespace":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$","minLength":1,"maxLength":63},"serviceAccountName":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253},"driftDetection":{"type":"string","enum":["Enabled","Warn","Disabled"]}},"additionalProperties":false},"status":{"type":"object"}}};
const pattern0 = new RegExp("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", "u");
const pattern1 = new RegExp("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "u");
const pattern5 = new RegExp("^[-._a-zA-Z0-9]+$", "u");
const pattern7 = new RegExp("^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$", "u");
const func2 = Object.prototype.hasOwnProperty;

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.apiVersion === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "apiVersion"},schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.kind === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.spec === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "spec"},schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "apiVersion") || (key0 === "kind")) || (key0 === "metadata")) || (key0 === "spec")) || (key0 === "status"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.apiVersion !== undefined){
let data0 = data.apiVersion;
if("upstartoperators.upstart.com/v1alpha1" !== data0){
const err4 = {instancePath:instancePath+"/apiVersion",schemaPath:"#/properties/apiVersion/const",keyword:"const",params:{allowedValue: "upstartoperators.upstart.com/v1alpha1"},schema:"upstartoperators.upstart.com/v1alpha1",parentSchema:schema11.properties.apiVersion,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.kind !== undefined){
let data1 = data.kind;
if("HelmRelease" !== data1){
const err5 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue: "HelmRelease"},schema:"HelmRelease",parentSchema:schema11.properties.kind,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.metadata !== undefined){
let data2 = data.metadata;
if((!(data2 && typeof data2 == "object" && !Array.isArray(data2))) && (data2 !== null)){
const err6 = {instancePath:instancePath+"/metadata",schemaPath:"#/properties/metadata/type",keyword:"type",params:{type: schema11.properties.metadata.type},schema:schema11.properties.metadata.type,parentSchema:schema11.properties.metadata,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.name !== undefined){
let data3 = data2.name;
if(typeof data3 === "string"){
if(data3.length > 253){
const err7 = {instancePath:instancePath+"/metadata/name",schemaPath:"#/properties/metadata/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema11.properties.metadata.properties.name,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!pattern0.test(data3)){
const err8 = {instancePath:instancePath+"/metadata/name",schemaPath:"#/properties/metadata/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema11.properties.metadata.properties.name,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/metadata/name",schemaPath:"#/properties/metadata/properties/name/type",keyword:"type",params:{type: "string"},schema:schema11.properties.metadata.properties.name.type,parentSchema:schema11.properties.metadata.properties.name,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data2.namespace !== undefined){
let data4 = data2.namespace;
if(typeof data4 === "string"){
if(data4.length > 63){
const err10 = {instancePath:instancePath+"/metadata/namespace",schemaPath:"#/properties/metadata/properties/namespace/maxLength",keyword:"maxLength",params:{limit: 63},schema:63,parentSchema:schema11.properties.metadata.properties.namespace,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!pattern1.test(data4)){
const err11 = {instancePath:instancePath+"/metadata/namespace",schemaPath:"#/properties/metadata/properties/namespace/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",parentSchema:schema11.properties.metadata.properties.namespace,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/metadata/namespace",schemaPath:"#/properties/metadata/properties/namespace/type",keyword:"type",params:{type: "string"},schema:schema11.properties.metadata.properties.namespace.type,parentSchema:schema11.properties.metadata.properties.namespace,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data2.labels !== undefined){
let data5 = data2.labels;
if((!(data5 && typeof data5 == "object" && !Array.isArray(data5))) && (data5 !== null)){
const err13 = {instancePath:instancePath+"/metadata/labels",schemaPath:"#/properties/metadata/properties/labels/type",keyword:"type",params:{type: schema11.properties.metadata.properties.labels.type},schema:schema11.properties.metadata.properties.labels.type,parentSchema:schema11.properties.metadata.properties.labels,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key1 in data5){
let data6 = data5[key1];
if(typeof data6 !== "string"){
const err14 = {instancePath:instancePath+"/metadata/labels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/metadata/properties/labels/additionalProperties/type",keyword:"type",params:{type: "string"},schema:schema11.properties.metadata.properties.labels.additionalProperties.type,parentSchema:schema11.properties.metadata.properties.labels.additionalProperties,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
}
if(data2.annotations !== undefined){
let data7 = data2.annotations;
if((!(data7 && typeof data7 == "object" && !Array.isArray(data7))) && (data7 !== null)){
const err15 = {instancePath:instancePath+"/metadata/annotations",schemaPath:"#/properties/metadata/properties/annotations/type",keyword:"type",params:{type: schema11.properties.metadata.properties.annotations.type},schema:schema11.properties.metadata.properties.annotations.type,parentSchema:schema11.properties.metadata.properties.annotations,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key2 in data7){
let data8 = data7[key2];
if(typeof data8 !== "string"){
const err16 = {instancePath:instancePath+"/metadata/annotations/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/metadata/properties/annotations/additionalProperties/type",keyword:"type",params:{type: "string"},schema:schema11.properties.metadata.properties.annotations.additionalProperties.type,parentSchema:schema11.properties.metadata.properties.annotations.additionalProperties,data:data8};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
}
}
}
if(data.spec !== undefined){
let data9 = data.spec;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.chart === undefined){
const err17 = {instancePath:instancePath+"/spec",schemaPath:"#/properties/spec/required",keyword:"required",params:{missingProperty: "chart"},schema:schema11.properties.spec.required,parentSchema:schema11.properties.spec,data:data9};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
for(const key3 in data9){
if(!(func2.call(schema11.properties.spec.properties, key3))){
const err18 = {instancePath:instancePath+"/spec",schemaPath:"#/properties/spec/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},schema:false,parentSchema:schema11.properties.spec,data:data9};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data9.chart !== undefined){
let data10 = data9.chart;
if(typeof data10 === "string"){
if(data10.length > 2048){
const err19 = {instancePath:instancePath+"/spec/chart",schemaPath:"#/properties/spec/properties/chart/maxLength",keyword:"maxLength",params:{limit: 2048},schema:2048,parentSchema:schema11.properties.spec.properties.chart,data:data10};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data10.length < 1){
const err20 = {instancePath:instancePath+"/spec/chart",schemaPath:"#/properties/spec/properties/chart/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema11.properties.spec.properties.chart,data:data10};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/spec/chart",schemaPath:"#/properties/spec/properties/chart/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.chart.type,parentSchema:schema11.properties.spec.properties.chart,data:data10};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data9.version !== undefined){
let data11 = data9.version;
if(typeof data11 === "string"){
if(data11.length > 256){
const err22 = {instancePath:instancePath+"/spec/version",schemaPath:"#/properties/spec/properties/version/maxLength",keyword:"maxLength",params:{limit: 256},schema:256,parentSchema:schema11.properties.spec.properties.version,data:data11};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/spec/version",schemaPath:"#/properties/spec/properties/version/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.version.type,parentSchema:schema11.properties.spec.properties.version,data:data11};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data9.values !== undefined){
let data12 = data9.values;
if((!(data12 && typeof data12 == "object" && !Array.isArray(data12))) && (data12 !== null)){
const err24 = {instancePath:instancePath+"/spec/values",schemaPath:"#/properties/spec/properties/values/type",keyword:"type",params:{type: schema11.properties.spec.properties.values.type},schema:schema11.properties.spec.properties.values.type,parentSchema:schema11.properties.spec.properties.values,data:data12};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data9.dependencies !== undefined){
let data13 = data9.dependencies;
if((!(Array.isArray(data13))) && (data13 !== null)){
const err25 = {instancePath:instancePath+"/spec/dependencies",schemaPath:"#/properties/spec/properties/dependencies/type",keyword:"type",params:{type: schema11.properties.spec.properties.dependencies.type},schema:schema11.properties.spec.properties.dependencies.type,parentSchema:schema11.properties.spec.properties.dependencies,data:data13};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(Array.isArray(data13)){
if(data13.length > 64){
const err26 = {instancePath:instancePath+"/spec/dependencies",schemaPath:"#/properties/spec/properties/dependencies/maxItems",keyword:"maxItems",params:{limit: 64},schema:64,parentSchema:schema11.properties.spec.properties.dependencies,data:data13};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
const len0 = data13.length;
for(let i0=0; i0<len0; i0++){
let data14 = data13[i0];
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if(data14.name === undefined){
const err27 = {instancePath:instancePath+"/spec/dependencies/" + i0,schemaPath:"#/properties/spec/properties/dependencies/items/required",keyword:"required",params:{missingProperty: "name"},schema:schema11.properties.spec.properties.dependencies.items.required,parentSchema:schema11.properties.spec.properties.dependencies.items,data:data14};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
for(const key4 in data14){
if(!(((key4 === "name") || (key4 === "kind")) || (key4 === "namespace"))){
const err28 = {instancePath:instancePath+"/spec/dependencies/" + i0,schemaPath:"#/properties/spec/properties/dependencies/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},schema:false,parentSchema:schema11.properties.spec.properties.dependencies.items,data:data14};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data14.name !== undefined){
let data15 = data14.name;
if(typeof data15 === "string"){
if(data15.length > 253){
const err29 = {instancePath:instancePath+"/spec/dependencies/" + i0+"/name",schemaPath:"#/properties/spec/properties/dependencies/items/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema11.properties.spec.properties.dependencies.items.properties.name,data:data15};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(data15.length < 1){
const err30 = {instancePath:instancePath+"/spec/dependencies/" + i0+"/name",schemaPath:"#/properties/spec/properties/dependencies/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema11.properties.spec.properties.dependencies.items.properties.name,data:data15};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/spec/dependencies/" + i0+"/name",schemaPath:"#/properties/spec/properties/dependencies/items/properties/name/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.dependencies.items.properties.name.type,parentSchema:schema11.properties.spec.properties.dependencies.items.properties.name,data:data15};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data14.kind !== undefined){
let data16 = data14.kind;
if(typeof data16 !== "string"){
const err32 = {instancePath:instancePath+"/spec/dependencies/" + i0+"/kind",schemaPath:"#/properties/spec/properties/dependencies/items/properties/kind/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.dependencies.items.properties.kind.type,parentSchema:schema11.properties.spec.properties.dependencies.items.properties.kind,data:data16};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(!((data16 === "HelmRelease") || (data16 === "UpstartService"))){
const err33 = {instancePath:instancePath+"/spec/dependencies/" + i0+"/kind",schemaPath:"#/properties/spec/properties/dependencies/items/properties/kind/enum",keyword:"enum",params:{allowedValues: schema11.properties.spec.properties.dependencies.items.properties.kind.enum},schema:schema11.properties.spec.properties.dependencies.items.properties.kind.enum,parentSchema:schema11.properties.spec.properties.dependencies.items.properties.kind,data:data16};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data14.namespace !== undefined){
let data17 = data14.namespace;
if(typeof data17 === "string"){
if(data17.length > 63){
const err34 = {instancePath:instancePath+"/spec/dependencies/" + i0+"/namespace",schemaPath:"#/properties/spec/properties/dependencies/items/properties/namespace/maxLength",keyword:"maxLength",params:{limit: 63},schema:63,parentSchema:schema11.properties.spec.properties.dependencies.items.properties.namespace,data:data17};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(data17.length < 1){
const err35 = {instancePath:instancePath+"/spec/dependencies/" + i0+"/namespace",schemaPath:"#/properties/spec/properties/dependencies/items/properties/namespace/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema11.properties.spec.properties.dependencies.items.properties.namespace,data:data17};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(!pattern1.test(data17)){
const err36 = {instancePath:instancePath+"/spec/dependencies/" + i0+"/namespace",schemaPath:"#/properties/spec/properties/dependencies/items/properties/namespace/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",parentSchema:schema11.properties.spec.properties.dependencies.items.properties.namespace,data:data17};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
else {
const err37 = {instancePath:instancePath+"/spec/dependencies/" + i0+"/namespace",schemaPath:"#/properties/spec/properties/dependencies/items/properties/namespace/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.dependencies.items.properties.namespace.type,parentSchema:schema11.properties.spec.properties.dependencies.items.properties.namespace,data:data17};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
else {
const err38 = {instancePath:instancePath+"/spec/dependencies/" + i0,schemaPath:"#/properties/spec/properties/dependencies/items/type",keyword:"type",params:{type: "object"},schema:schema11.properties.spec.properties.dependencies.items.type,parentSchema:schema11.properties.spec.properties.dependencies.items,data:data14};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
}
}
if(data9.outputsFrom !== undefined){
let data18 = data9.outputsFrom;
if((!(Array.isArray(data18))) && (data18 !== null)){
const err39 = {instancePath:instancePath+"/spec/outputsFrom",schemaPath:"#/properties/spec/properties/outputsFrom/type",keyword:"type",params:{type: schema11.properties.spec.properties.outputsFrom.type},schema:schema11.properties.spec.properties.outputsFrom.type,parentSchema:schema11.properties.spec.properties.outputsFrom,data:data18};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(Array.isArray(data18)){
if(data18.length > 32){
const err40 = {instancePath:instancePath+"/spec/outputsFrom",schemaPath:"#/properties/spec/properties/outputsFrom/maxItems",keyword:"maxItems",params:{limit: 32},schema:32,parentSchema:schema11.properties.spec.properties.outputsFrom,data:data18};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
const len1 = data18.length;
for(let i1=0; i1<len1; i1++){
let data19 = data18[i1];
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
for(const key5 in data19){
if(!((((key5 === "secretRef") || (key5 === "configMapRef")) || (key5 === "scope")) || (key5 === "keys"))){
const err41 = {instancePath:instancePath+"/spec/outputsFrom/" + i1,schemaPath:"#/properties/spec/properties/outputsFrom/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},schema:false,parentSchema:schema11.properties.spec.properties.outputsFrom.items,data:data19};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data19.secretRef !== undefined){
let data20 = data19.secretRef;
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
if(data20.name === undefined){
const err42 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/secretRef",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/secretRef/required",keyword:"required",params:{missingProperty: "name"},schema:schema11.properties.spec.properties.outputsFrom.items.properties.secretRef.required,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.secretRef,data:data20};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
for(const key6 in data20){
if(!(key6 === "name")){
const err43 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/secretRef",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/secretRef/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},schema:false,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.secretRef,data:data20};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data20.name !== undefined){
let data21 = data20.name;
if(typeof data21 === "string"){
if(data21.length > 253){
const err44 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/secretRef/name",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/secretRef/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.secretRef.properties.name,data:data21};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(data21.length < 1){
const err45 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/secretRef/name",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/secretRef/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.secretRef.properties.name,data:data21};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(!pattern0.test(data21)){
const err46 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/secretRef/name",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/secretRef/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.secretRef.properties.name,data:data21};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
else {
const err47 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/secretRef/name",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/secretRef/properties/name/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.outputsFrom.items.properties.secretRef.properties.name.type,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.secretRef.properties.name,data:data21};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
else {
const err48 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/secretRef",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/secretRef/type",keyword:"type",params:{type: "object"},schema:schema11.properties.spec.properties.outputsFrom.items.properties.secretRef.type,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.secretRef,data:data20};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data19.configMapRef !== undefined){
let data22 = data19.configMapRef;
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
if(data22.name === undefined){
const err49 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/configMapRef",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/configMapRef/required",keyword:"required",params:{missingProperty: "name"},schema:schema11.properties.spec.properties.outputsFrom.items.properties.configMapRef.required,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.configMapRef,data:data22};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
for(const key7 in data22){
if(!(key7 === "name")){
const err50 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/configMapRef",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/configMapRef/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},schema:false,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.configMapRef,data:data22};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data22.name !== undefined){
let data23 = data22.name;
if(typeof data23 === "string"){
if(data23.length > 253){
const err51 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/configMapRef/name",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/configMapRef/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data23};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if(data23.length < 1){
const err52 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/configMapRef/name",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/configMapRef/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data23};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(!pattern0.test(data23)){
const err53 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/configMapRef/name",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/configMapRef/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data23};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
else {
const err54 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/configMapRef/name",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/configMapRef/properties/name/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.outputsFrom.items.properties.configMapRef.properties.name.type,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data23};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
}
else {
const err55 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/configMapRef",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/configMapRef/type",keyword:"type",params:{type: "object"},schema:schema11.properties.spec.properties.outputsFrom.items.properties.configMapRef.type,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.configMapRef,data:data22};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data19.scope !== undefined){
let data24 = data19.scope;
if(typeof data24 !== "string"){
const err56 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/scope",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/scope/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.outputsFrom.items.properties.scope.type,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.scope,data:data24};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if(!((data24 === "internal") || (data24 === "external"))){
const err57 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/scope",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/scope/enum",keyword:"enum",params:{allowedValues: schema11.properties.spec.properties.outputsFrom.items.properties.scope.enum},schema:schema11.properties.spec.properties.outputsFrom.items.properties.scope.enum,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.scope,data:data24};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data19.keys !== undefined){
let data25 = data19.keys;
if(Array.isArray(data25)){
if(data25.length > 128){
const err58 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/keys",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/keys/maxItems",keyword:"maxItems",params:{limit: 128},schema:128,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.keys,data:data25};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
const len2 = data25.length;
for(let i2=0; i2<len2; i2++){
let data26 = data25[i2];
if(typeof data26 === "string"){
if(data26.length > 253){
const err59 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/keys/" + i2,schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/keys/items/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.keys.items,data:data26};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if(data26.length < 1){
const err60 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/keys/" + i2,schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/keys/items/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.keys.items,data:data26};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
if(!pattern5.test(data26)){
const err61 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/keys/" + i2,schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/keys/items/pattern",keyword:"pattern",params:{pattern: "^[-._a-zA-Z0-9]+$"},schema:"^[-._a-zA-Z0-9]+$",parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.keys.items,data:data26};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
else {
const err62 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/keys/" + i2,schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/keys/items/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.outputsFrom.items.properties.keys.items.type,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.keys.items,data:data26};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
else {
const err63 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/keys",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/keys/type",keyword:"type",params:{type: "array"},schema:schema11.properties.spec.properties.outputsFrom.items.properties.keys.type,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.keys,data:data25};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
}
else {
const err64 = {instancePath:instancePath+"/spec/outputsFrom/" + i1,schemaPath:"#/properties/spec/properties/outputsFrom/items/type",keyword:"type",params:{type: "object"},schema:schema11.properties.spec.properties.outputsFrom.items.type,parentSchema:schema11.properties.spec.properties.outputsFrom.items,data:data19};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
}
}
if(data9.releaseName !== undefined){
let data27 = data9.releaseName;
if(typeof data27 === "string"){
if(data27.length > 53){
const err65 = {instancePath:instancePath+"/spec/releaseName",schemaPath:"#/properties/spec/properties/releaseName/maxLength",keyword:"maxLength",params:{limit: 53},schema:53,parentSchema:schema11.properties.spec.properties.releaseName,data:data27};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if(data27.length < 1){
const err66 = {instancePath:instancePath+"/spec/releaseName",schemaPath:"#/properties/spec/properties/releaseName/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema11.properties.spec.properties.releaseName,data:data27};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if(!pattern0.test(data27)){
const err67 = {instancePath:instancePath+"/spec/releaseName",schemaPath:"#/properties/spec/properties/releaseName/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema11.properties.spec.properties.releaseName,data:data27};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
else {
const err68 = {instancePath:instancePath+"/spec/releaseName",schemaPath:"#/properties/spec/properties/releaseName/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.releaseName.type,parentSchema:schema11.properties.spec.properties.releaseName,data:data27};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
if(data9.timeout !== undefined){
let data28 = data9.timeout;
if(typeof data28 === "string"){
if(data28.length > 32){
const err69 = {instancePath:instancePath+"/spec/timeout",schemaPath:"#/properties/spec/properties/timeout/maxLength",keyword:"maxLength",params:{limit: 32},schema:32,parentSchema:schema11.properties.spec.properties.timeout,data:data28};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if(!pattern7.test(data28)){
const err70 = {instancePath:instancePath+"/spec/timeout",schemaPath:"#/properties/spec/properties/timeout/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$"},schema:"^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$",parentSchema:schema11.properties.spec.properties.timeout,data:data28};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
else {
const err71 = {instancePath:instancePath+"/spec/timeout",schemaPath:"#/properties/spec/properties/timeout/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.timeout.type,parentSchema:schema11.properties.spec.properties.timeout,data:data28};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data9.suspend !== undefined){
let data29 = data9.suspend;
if(typeof data29 !== "boolean"){
const err72 = {instancePath:instancePath+"/spec/suspend",schemaPath:"#/properties/spec/properties/suspend/type",keyword:"type",params:{type: "boolean"},schema:schema11.properties.spec.properties.suspend.type,parentSchema:schema11.properties.spec.properties.suspend,data:data29};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data9.targetNamespace !== undefined){
let data30 = data9.targetNamespace;
if(typeof data30 === "string"){
if(data30.length > 63){
const err73 = {instancePath:instancePath+"/spec/targetNamespace",schemaPath:"#/properties/spec/properties/targetNamespace/maxLength",keyword:"maxLength",params:{limit: 63},schema:63,parentSchema:schema11.properties.spec.properties.targetNamespace,data:data30};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
if(data30.length < 1){
const err74 = {instancePath:instancePath+"/spec/targetNamespace",schemaPath:"#/properties/spec/properties/targetNamespace/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema11.properties.spec.properties.targetNamespace,data:data30};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
if(!pattern1.test(data30)){
const err75 = {instancePath:instancePath+"/spec/targetNamespace",schemaPath:"#/properties/spec/properties/targetNamespace/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",parentSchema:schema11.properties.spec.properties.targetNamespace,data:data30};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
else {
const err76 = {instancePath:instancePath+"/spec/targetNamespace",schemaPath:"#/properties/spec/properties/targetNamespace/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.targetNamespace.type,parentSchema:schema11.properties.spec.properties.targetNamespace,data:data30};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data9.serviceAccountName !== undefined){
let data31 = data9.serviceAccountName;
if(typeof data31 === "string"){
if(data31.length > 253){
const err77 = {instancePath:instancePath+"/spec/serviceAccountName",schemaPath:"#/properties/spec/properties/serviceAccountName/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema11.properties.spec.properties.serviceAccountName,data:data31};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if(data31.length < 1){
const err78 = {instancePath:instancePath+"/spec/serviceAccountName",schemaPath:"#/properties/spec/properties/serviceAccountName/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema11.properties.spec.properties.serviceAccountName,data:data31};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
if(!pattern0.test(data31)){
const err79 = {instancePath:instancePath+"/spec/serviceAccountName",schemaPath:"#/properties/spec/properties/serviceAccountName/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema11.properties.spec.properties.serviceAccountName,data:data31};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
else {
const err80 = {instancePath:instancePath+"/spec/serviceAccountName",schemaPath:"#/properties/spec/properties/serviceAccountName/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.serviceAccountName.type,parentSchema:schema11.properties.spec.properties.serviceAccountName,data:data31};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data9.driftDetection !== undefined){
let data32 = data9.driftDetection;
if(typeof data32 !== "string"){
const err81 = {instancePath:instancePath+"/spec/driftDetection",schemaPath:"#/properties/spec/properties/driftDetection/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.driftDetection.type,parentSchema:schema11.properties.spec.properties.driftDetection,data:data32};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
if(!(((data32 === "Enabled") || (data32 === "Warn")) || (data32 === "Disabled"))){
const err82 = {instancePath:instancePath+"/spec/driftDetection",schemaPath:"#/properties/spec/properties/driftDetection/enum",keyword:"enum",params:{allowedValues: schema11.properties.spec.properties.driftDetection.enum},schema:schema11.properties.spec.properties.driftDetection.enum,parentSchema:schema11.properties.spec.properties.driftDetection,data:data32};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
}
else {
const err83 = {instancePath:instancePath+"/spec",schemaPath:"#/properties/spec/type",keyword:"type",params:{type: "object"},schema:schema11.properties.spec.type,parentSchema:schema11.properties.spec,data:data9};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data.status !== undefined){
let data33 = data.status;
if(!(data33 && typeof data33 == "object" && !Array.isArray(data33))){
const err84 = {instancePath:instancePath+"/status",schemaPath:"#/properties/status/type",keyword:"type",params:{type: "object"},schema:schema11.properties.status.type,parentSchema:schema11.properties.status,data:data33};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
}
else {
const err85 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema11.type,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}

export const UpstartEnvironment = validate11;
const schema12 = {"$schema":"http://json-schema.org/draft-07/schema#","title":"UpstartEnvironment","type":"object","required":["apiVersion","kind","spec"],"additionalProperties":false,"properties":{"apiVersion":{"const":"upstartoperators.upstart.com/v1alpha1"},"kind":{"const":"UpstartEnvironment"},"metadata":{"type":["object","null"],"properties":{"name":{"type":"string","maxLength":253,"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"namespace":{"type":"string","maxLength":63,"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},"labels":{"type":["object","null"],"additionalProperties":{"type":"string"}},"annotations":{"type":["object","null"],"additionalProperties":{"type":"string"}}}},"spec":{"type":"object","required":["services"],"properties":{"services":{"type":"object","maxProperties":1000,"additionalProperties":{"type":"object","properties":{"spec":{"type":"object","required":["helmReleases"],"properties":{"helmReleases":{"type":"object","maxProperties":64,"additionalProperties":{"type":"object","required":["chart"],"properties":{"chart":{"type":"string","minLength":1,"maxLength":2048},"version":{"type":"string","maxLength":256},"values":{"type":["object","null"]},"dependencies":{"type":["array","null"],"maxItems":64,"items":{"type":"object","required":["name"],"properties":{"name":{"type":"string","minLength":1,"maxLength":253},"kind":{"type":"string","enum":["HelmRelease","UpstartService"]},"namespace":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$","minLength":1,"maxLength":63}},"additionalProperties":false}},"outputsFrom":{"type":["array","null"],"maxItems":32,"items":{"type":"object","properties":{"secretRef":{"type":"object","required":["name"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253}},"additionalProperties":false},"configMapRef":{"type":"object","required":["name"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253}},"additionalProperties":false},"scope":{"type":"string","enum":["internal","external"]},"keys":{"type":"array","maxItems":128,"items":{"type":"string","pattern":"^[-._a-zA-Z0-9]+$","minLength":1,"maxLength":253}}},"additionalProperties":false}},"releaseName":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":53},"timeout":{"type":"string","pattern":"^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$","maxLength":32},"suspend":{"type":"boolean"},"serviceAccountName":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253},"driftDetection":{"type":"string","enum":["Enabled","Warn","Disabled"]}},"additionalProperties":false}},"suspend":{"type":"boolean"}},"additionalProperties":false},"from":{"type":"object","required":["name"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253},"namespace":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$","minLength":1,"maxLength":63}},"additionalProperties":false},"releases":{"type":"object","maxProperties":64,"additionalProperties":{"type":["object","null"],"properties":{"chart":{"type":"string","minLength":1,"maxLength":2048},"version":{"type":["string","null"],"maxLength":256},"values":{"type":["object","null"]},"dependencies":{"type":["array","null"],"maxItems":64,"items":{"type":"object","required":["name"],"properties":{"name":{"type":"string","minLength":1,"maxLength":253},"kind":{"type":"string","enum":["HelmRelease","UpstartService"]},"namespace":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$","minLength":1,"maxLength":63}},"additionalProperties":false}},"outputsFrom":{"type":["array","null"],"maxItems":32,"items":{"type":"object","properties":{"secretRef":{"type":"object","required":["name"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253}},"additionalProperties":false},"configMapRef":{"type":"object","required":["name"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253}},"additionalProperties":false},"scope":{"type":"string","enum":["internal","external"]},"keys":{"type":"array","maxItems":128,"items":{"type":"string","pattern":"^[-._a-zA-Z0-9]+$","minLength":1,"maxLength":253}}},"additionalProperties":false}},"releaseName":{"type":["string","null"],"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":53},"timeout":{"type":["string","null"],"pattern":"^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$","maxLength":32},"suspend":{"type":["boolean","null"]},"serviceAccountName":{"type":["string","null"],"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253},"driftDetection":{"type":["string","null"],"enum":["Enabled","Warn","Disabled",null]}},"additionalProperties":false}}},"additionalProperties":false}},"params":{"type":"object","maxProperties":256,"additionalProperties":{"type":"string","maxLength":4096}},"namespaces":{"type":"string","enum":["PerService","Shared"]},"suspend":{"type":"boolean"}},"additionalProperties":false},"status":{"type":"object"}}};

function validate11(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.apiVersion === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "apiVersion"},schema:schema12.required,parentSchema:schema12,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.kind === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},schema:schema12.required,parentSchema:schema12,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.spec === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "spec"},schema:schema12.required,parentSchema:schema12,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "apiVersion") || (key0 === "kind")) || (key0 === "metadata")) || (key0 === "spec")) || (key0 === "status"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema12,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.apiVersion !== undefined){
let data0 = data.apiVersion;
if("upstartoperators.upstart.com/v1alpha1" !== data0){
const err4 = {instancePath:instancePath+"/apiVersion",schemaPath:"#/properties/apiVersion/const",keyword:"const",params:{allowedValue: "upstartoperators.upstart.com/v1alpha1"},schema:"upstartoperators.upstart.com/v1alpha1",parentSchema:schema12.properties.apiVersion,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.kind !== undefined){
let data1 = data.kind;
if("UpstartEnvironment" !== data1){
const err5 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue: "UpstartEnvironment"},schema:"UpstartEnvironment",parentSchema:schema12.properties.kind,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.metadata !== undefined){
let data2 = data.metadata;
if((!(data2 && typeof data2 == "object" && !Array.isArray(data2))) && (data2 !== null)){
const err6 = {instancePath:instancePath+"/metadata",schemaPath:"#/properties/metadata/type",keyword:"type",params:{type: schema12.properties.metadata.type},schema:schema12.properties.metadata.type,parentSchema:schema12.properties.metadata,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.name !== undefined){
let data3 = data2.name;
if(typeof data3 === "string"){
if(data3.length > 253){
const err7 = {instancePath:instancePath+"/metadata/name",schemaPath:"#/properties/metadata/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema12.properties.metadata.properties.name,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!pattern0.test(data3)){
const err8 = {instancePath:instancePath+"/metadata/name",schemaPath:"#/properties/metadata/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema12.properties.metadata.properties.name,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/metadata/name",schemaPath:"#/properties/metadata/properties/name/type",keyword:"type",params:{type: "string"},schema:schema12.properties.metadata.properties.name.type,parentSchema:schema12.properties.metadata.properties.name,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data2.namespace !== undefined){
let data4 = data2.namespace;
if(typeof data4 === "string"){
if(data4.length > 63){
const err10 = {instancePath:instancePath+"/metadata/namespace",schemaPath:"#/properties/metadata/properties/namespace/maxLength",keyword:"maxLength",params:{limit: 63},schema:63,parentSchema:schema12.properties.metadata.properties.namespace,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!pattern1.test(data4)){
const err11 = {instancePath:instancePath+"/metadata/namespace",schemaPath:"#/properties/metadata/properties/namespace/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",parentSchema:schema12.properties.metadata.properties.namespace,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/metadata/namespace",schemaPath:"#/properties/metadata/properties/namespace/type",keyword:"type",params:{type: "string"},schema:schema12.properties.metadata.properties.namespace.type,parentSchema:schema12.properties.metadata.properties.namespace,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data2.labels !== undefined){
let data5 = data2.labels;
if((!(data5 && typeof data5 == "object" && !Array.isArray(data5))) && (data5 !== null)){
const err13 = {instancePath:instancePath+"/metadata/labels",schemaPath:"#/properties/metadata/properties/labels/type",keyword:"type",params:{type: schema12.properties.metadata.properties.labels.type},schema:schema12.properties.metadata.properties.labels.type,parentSchema:schema12.properties.metadata.properties.labels,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key1 in data5){
let data6 = data5[key1];
if(typeof data6 !== "string"){
const err14 = {instancePath:instancePath+"/metadata/labels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/metadata/properties/labels/additionalProperties/type",keyword:"type",params:{type: "string"},schema:schema12.properties.metadata.properties.labels.additionalProperties.type,parentSchema:schema12.properties.metadata.properties.labels.additionalProperties,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
}
if(data2.annotations !== undefined){
let data7 = data2.annotations;
if((!(data7 && typeof data7 == "object" && !Array.isArray(data7))) && (data7 !== null)){
const err15 = {instancePath:instancePath+"/metadata/annotations",schemaPath:"#/properties/metadata/properties/annotations/type",keyword:"type",params:{type: schema12.properties.metadata.properties.annotations.type},schema:schema12.properties.metadata.properties.annotations.type,parentSchema:schema12.properties.metadata.properties.annotations,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key2 in data7){
let data8 = data7[key2];
if(typeof data8 !== "string"){
const err16 = {instancePath:instancePath+"/metadata/annotations/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/metadata/properties/annotations/additionalProperties/type",keyword:"type",params:{type: "string"},schema:schema12.properties.metadata.properties.annotations.additionalProperties.type,parentSchema:schema12.properties.metadata.properties.annotations.additionalProperties,data:data8};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
}
}
}
if(data.spec !== undefined){
let data9 = data.spec;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.services === undefined){
const err17 = {instancePath:instancePath+"/spec",schemaPath:"#/properties/spec/required",keyword:"required",params:{missingProperty: "services"},schema:schema12.properties.spec.required,parentSchema:schema12.properties.spec,data:data9};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
for(const key3 in data9){
if(!((((key3 === "services") || (key3 === "params")) || (key3 === "namespaces")) || (key3 === "suspend"))){
const err18 = {instancePath:instancePath+"/spec",schemaPath:"#/properties/spec/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},schema:false,parentSchema:schema12.properties.spec,data:data9};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data9.services !== undefined){
let data10 = data9.services;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(Object.keys(data10).length > 1000){
const err19 = {instancePath:instancePath+"/spec/services",schemaPath:"#/properties/spec/properties/services/maxProperties",keyword:"maxProperties",params:{limit: 1000},schema:1000,parentSchema:schema12.properties.spec.properties.services,data:data10};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
for(const key4 in data10){
let data11 = data10[key4];
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
for(const key5 in data11){
if(!(((key5 === "spec") || (key5 === "from")) || (key5 === "releases"))){
const err20 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/spec/properties/services/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties,data:data11};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data11.spec !== undefined){
let data12 = data11.spec;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.helmReleases === undefined){
const err21 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/required",keyword:"required",params:{missingProperty: "helmReleases"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.required,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec,data:data12};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
for(const key6 in data12){
if(!((key6 === "helmReleases") || (key6 === "suspend"))){
const err22 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec,data:data12};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data12.helmReleases !== undefined){
let data13 = data12.helmReleases;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(Object.keys(data13).length > 64){
const err23 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/maxProperties",keyword:"maxProperties",params:{limit: 64},schema:64,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases,data:data13};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
for(const key7 in data13){
let data14 = data13[key7];
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if(data14.chart === undefined){
const err24 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/required",keyword:"required",params:{missingProperty: "chart"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.required,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties,data:data14};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
for(const key8 in data14){
if(!(func2.call(schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties, key8))){
const err25 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties,data:data14};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data14.chart !== undefined){
let data15 = data14.chart;
if(typeof data15 === "string"){
if(data15.length > 2048){
const err26 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/chart",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/chart/maxLength",keyword:"maxLength",params:{limit: 2048},schema:2048,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.chart,data:data15};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data15.length < 1){
const err27 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/chart",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/chart/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.chart,data:data15};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/chart",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/chart/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.chart.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.chart,data:data15};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data14.version !== undefined){
let data16 = data14.version;
if(typeof data16 === "string"){
if(data16.length > 256){
const err29 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/version",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/version/maxLength",keyword:"maxLength",params:{limit: 256},schema:256,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.version,data:data16};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/version",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/version/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.version.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.version,data:data16};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data14.values !== undefined){
let data17 = data14.values;
if((!(data17 && typeof data17 == "object" && !Array.isArray(data17))) && (data17 !== null)){
const err31 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/values",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/values/type",keyword:"type",params:{type: schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.values.type},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.values.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.values,data:data17};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data14.dependencies !== undefined){
let data18 = data14.dependencies;
if((!(Array.isArray(data18))) && (data18 !== null)){
const err32 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/type",keyword:"type",params:{type: schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.type},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies,data:data18};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(Array.isArray(data18)){
if(data18.length > 64){
const err33 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/maxItems",keyword:"maxItems",params:{limit: 64},schema:64,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies,data:data18};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
const len0 = data18.length;
for(let i0=0; i0<len0; i0++){
let data19 = data18[i0];
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
if(data19.name === undefined){
const err34 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/required",keyword:"required",params:{missingProperty: "name"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.required,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items,data:data19};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
for(const key9 in data19){
if(!(((key9 === "name") || (key9 === "kind")) || (key9 === "namespace"))){
const err35 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items,data:data19};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data19.name !== undefined){
let data20 = data19.name;
if(typeof data20 === "string"){
if(data20.length > 253){
const err36 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0+"/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.name,data:data20};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data20.length < 1){
const err37 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0+"/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.name,data:data20};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
else {
const err38 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0+"/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/name/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.name.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.name,data:data20};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data19.kind !== undefined){
let data21 = data19.kind;
if(typeof data21 !== "string"){
const err39 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0+"/kind",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/kind/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.kind.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.kind,data:data21};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(!((data21 === "HelmRelease") || (data21 === "UpstartService"))){
const err40 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0+"/kind",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/kind/enum",keyword:"enum",params:{allowedValues: schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.kind.enum},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.kind.enum,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.kind,data:data21};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data19.namespace !== undefined){
let data22 = data19.namespace;
if(typeof data22 === "string"){
if(data22.length > 63){
const err41 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0+"/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/namespace/maxLength",keyword:"maxLength",params:{limit: 63},schema:63,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.namespace,data:data22};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(data22.length < 1){
const err42 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0+"/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/namespace/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.namespace,data:data22};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(!pattern1.test(data22)){
const err43 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0+"/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/namespace/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.namespace,data:data22};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
else {
const err44 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0+"/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/namespace/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.namespace.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.namespace,data:data22};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
else {
const err45 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items,data:data19};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
}
if(data14.outputsFrom !== undefined){
let data23 = data14.outputsFrom;
if((!(Array.isArray(data23))) && (data23 !== null)){
const err46 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/type",keyword:"type",params:{type: schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.type},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom,data:data23};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(Array.isArray(data23)){
if(data23.length > 32){
const err47 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/maxItems",keyword:"maxItems",params:{limit: 32},schema:32,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom,data:data23};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
const len1 = data23.length;
for(let i1=0; i1<len1; i1++){
let data24 = data23[i1];
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
for(const key10 in data24){
if(!((((key10 === "secretRef") || (key10 === "configMapRef")) || (key10 === "scope")) || (key10 === "keys"))){
const err48 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items,data:data24};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data24.secretRef !== undefined){
let data25 = data24.secretRef;
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
if(data25.name === undefined){
const err49 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/secretRef",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/required",keyword:"required",params:{missingProperty: "name"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.required,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef,data:data25};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
for(const key11 in data25){
if(!(key11 === "name")){
const err50 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/secretRef",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef,data:data25};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data25.name !== undefined){
let data26 = data25.name;
if(typeof data26 === "string"){
if(data26.length > 253){
const err51 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/secretRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name,data:data26};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if(data26.length < 1){
const err52 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/secretRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name,data:data26};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(!pattern0.test(data26)){
const err53 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/secretRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name,data:data26};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
else {
const err54 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/secretRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/properties/name/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name,data:data26};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
}
else {
const err55 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/secretRef",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef,data:data25};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data24.configMapRef !== undefined){
let data27 = data24.configMapRef;
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
if(data27.name === undefined){
const err56 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/configMapRef",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/required",keyword:"required",params:{missingProperty: "name"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.required,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef,data:data27};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
for(const key12 in data27){
if(!(key12 === "name")){
const err57 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/configMapRef",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef,data:data27};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data27.name !== undefined){
let data28 = data27.name;
if(typeof data28 === "string"){
if(data28.length > 253){
const err58 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/configMapRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data28};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if(data28.length < 1){
const err59 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/configMapRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data28};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if(!pattern0.test(data28)){
const err60 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/configMapRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data28};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
else {
const err61 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/configMapRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/properties/name/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data28};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
else {
const err62 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/configMapRef",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef,data:data27};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data24.scope !== undefined){
let data29 = data24.scope;
if(typeof data29 !== "string"){
const err63 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/scope",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/scope/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.scope.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.scope,data:data29};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
if(!((data29 === "internal") || (data29 === "external"))){
const err64 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/scope",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/scope/enum",keyword:"enum",params:{allowedValues: schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.scope.enum},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.scope.enum,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.scope,data:data29};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data24.keys !== undefined){
let data30 = data24.keys;
if(Array.isArray(data30)){
if(data30.length > 128){
const err65 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/keys",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/keys/maxItems",keyword:"maxItems",params:{limit: 128},schema:128,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys,data:data30};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
const len2 = data30.length;
for(let i2=0; i2<len2; i2++){
let data31 = data30[i2];
if(typeof data31 === "string"){
if(data31.length > 253){
const err66 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/keys/" + i2,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/keys/items/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys.items,data:data31};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if(data31.length < 1){
const err67 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/keys/" + i2,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/keys/items/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys.items,data:data31};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if(!pattern5.test(data31)){
const err68 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/keys/" + i2,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/keys/items/pattern",keyword:"pattern",params:{pattern: "^[-._a-zA-Z0-9]+$"},schema:"^[-._a-zA-Z0-9]+$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys.items,data:data31};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
else {
const err69 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/keys/" + i2,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/keys/items/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys.items.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys.items,data:data31};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
}
else {
const err70 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/keys",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/keys/type",keyword:"type",params:{type: "array"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys,data:data30};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
}
else {
const err71 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items,data:data24};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
}
}
if(data14.releaseName !== undefined){
let data32 = data14.releaseName;
if(typeof data32 === "string"){
if(data32.length > 53){
const err72 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/releaseName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/releaseName/maxLength",keyword:"maxLength",params:{limit: 53},schema:53,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.releaseName,data:data32};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
if(data32.length < 1){
const err73 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/releaseName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/releaseName/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.releaseName,data:data32};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
if(!pattern0.test(data32)){
const err74 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/releaseName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/releaseName/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.releaseName,data:data32};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
else {
const err75 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/releaseName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/releaseName/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.releaseName.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.releaseName,data:data32};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data14.timeout !== undefined){
let data33 = data14.timeout;
if(typeof data33 === "string"){
if(data33.length > 32){
const err76 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/timeout",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/timeout/maxLength",keyword:"maxLength",params:{limit: 32},schema:32,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.timeout,data:data33};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
if(!pattern7.test(data33)){
const err77 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/timeout",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/timeout/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$"},schema:"^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.timeout,data:data33};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
else {
const err78 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/timeout",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/timeout/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.timeout.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.timeout,data:data33};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data14.suspend !== undefined){
let data34 = data14.suspend;
if(typeof data34 !== "boolean"){
const err79 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/suspend",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/suspend/type",keyword:"type",params:{type: "boolean"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.suspend.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.suspend,data:data34};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(data14.serviceAccountName !== undefined){
let data35 = data14.serviceAccountName;
if(typeof data35 === "string"){
if(data35.length > 253){
const err80 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/serviceAccountName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/serviceAccountName/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.serviceAccountName,data:data35};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
if(data35.length < 1){
const err81 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/serviceAccountName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/serviceAccountName/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.serviceAccountName,data:data35};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
if(!pattern0.test(data35)){
const err82 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/serviceAccountName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/serviceAccountName/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.serviceAccountName,data:data35};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
else {
const err83 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/serviceAccountName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/serviceAccountName/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.serviceAccountName.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.serviceAccountName,data:data35};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data14.driftDetection !== undefined){
let data36 = data14.driftDetection;
if(typeof data36 !== "string"){
const err84 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/driftDetection",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/driftDetection/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.driftDetection.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.driftDetection,data:data36};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
if(!(((data36 === "Enabled") || (data36 === "Warn")) || (data36 === "Disabled"))){
const err85 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/driftDetection",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/driftDetection/enum",keyword:"enum",params:{allowedValues: schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.driftDetection.enum},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.driftDetection.enum,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.driftDetection,data:data36};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
}
else {
const err86 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties,data:data14};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
}
else {
const err87 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases,data:data13};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data12.suspend !== undefined){
let data37 = data12.suspend;
if(typeof data37 !== "boolean"){
const err88 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/suspend",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/suspend/type",keyword:"type",params:{type: "boolean"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.suspend.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.suspend,data:data37};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
}
else {
const err89 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec,data:data12};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data11.from !== undefined){
let data38 = data11.from;
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
if(data38.name === undefined){
const err90 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/from",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/from/required",keyword:"required",params:{missingProperty: "name"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.from.required,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.from,data:data38};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
for(const key13 in data38){
if(!((key13 === "name") || (key13 === "namespace"))){
const err91 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/from",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/from/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.from,data:data38};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
if(data38.name !== undefined){
let data39 = data38.name;
if(typeof data39 === "string"){
if(data39.length > 253){
const err92 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/from/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/from/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.from.properties.name,data:data39};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
if(data39.length < 1){
const err93 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/from/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/from/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.from.properties.name,data:data39};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
if(!pattern0.test(data39)){
const err94 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/from/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/from/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.from.properties.name,data:data39};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
else {
const err95 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/from/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/from/properties/name/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.from.properties.name.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.from.properties.name,data:data39};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
if(data38.namespace !== undefined){
let data40 = data38.namespace;
if(typeof data40 === "string"){
if(data40.length > 63){
const err96 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/from/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/from/properties/namespace/maxLength",keyword:"maxLength",params:{limit: 63},schema:63,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.from.properties.namespace,data:data40};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
if(data40.length < 1){
const err97 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/from/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/from/properties/namespace/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.from.properties.namespace,data:data40};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
if(!pattern1.test(data40)){
const err98 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/from/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/from/properties/namespace/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.from.properties.namespace,data:data40};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
else {
const err99 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/from/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/from/properties/namespace/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.from.properties.namespace.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.from.properties.namespace,data:data40};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
}
else {
const err100 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/from",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/from/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.from.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.from,data:data38};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
if(data11.releases !== undefined){
let data41 = data11.releases;
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
if(Object.keys(data41).length > 64){
const err101 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/maxProperties",keyword:"maxProperties",params:{limit: 64},schema:64,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases,data:data41};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
for(const key14 in data41){
let data42 = data41[key14];
if((!(data42 && typeof data42 == "object" && !Array.isArray(data42))) && (data42 !== null)){
const err102 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/type",keyword:"type",params:{type: schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.type},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties,data:data42};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
if(data42 && typeof data42 == "object" && !Array.isArray(data42)){
for(const key15 in data42){
if(!(func2.call(schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties, key15))){
const err103 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key15},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties,data:data42};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
if(data42.chart !== undefined){
let data43 = data42.chart;
if(typeof data43 === "string"){
if(data43.length > 2048){
const err104 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/chart",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/chart/maxLength",keyword:"maxLength",params:{limit: 2048},schema:2048,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.chart,data:data43};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
if(data43.length < 1){
const err105 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/chart",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/chart/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.chart,data:data43};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
else {
const err106 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/chart",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/chart/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.chart.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.chart,data:data43};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
if(data42.version !== undefined){
let data44 = data42.version;
if((typeof data44 !== "string") && (data44 !== null)){
const err107 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/version",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/version/type",keyword:"type",params:{type: schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.version.type},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.version.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.version,data:data44};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
if(typeof data44 === "string"){
if(data44.length > 256){
const err108 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/version",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/version/maxLength",keyword:"maxLength",params:{limit: 256},schema:256,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.version,data:data44};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
}
if(data42.values !== undefined){
let data45 = data42.values;
if((!(data45 && typeof data45 == "object" && !Array.isArray(data45))) && (data45 !== null)){
const err109 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/values",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/values/type",keyword:"type",params:{type: schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.values.type},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.values.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.values,data:data45};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
if(data42.dependencies !== undefined){
let data46 = data42.dependencies;
if((!(Array.isArray(data46))) && (data46 !== null)){
const err110 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/type",keyword:"type",params:{type: schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.type},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies,data:data46};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
if(Array.isArray(data46)){
if(data46.length > 64){
const err111 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/maxItems",keyword:"maxItems",params:{limit: 64},schema:64,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies,data:data46};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
const len3 = data46.length;
for(let i3=0; i3<len3; i3++){
let data47 = data46[i3];
if(data47 && typeof data47 == "object" && !Array.isArray(data47)){
if(data47.name === undefined){
const err112 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i3,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/items/required",keyword:"required",params:{missingProperty: "name"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.required,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items,data:data47};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
for(const key16 in data47){
if(!(((key16 === "name") || (key16 === "kind")) || (key16 === "namespace"))){
const err113 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i3,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key16},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items,data:data47};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
if(data47.name !== undefined){
let data48 = data47.name;
if(typeof data48 === "string"){
if(data48.length > 253){
const err114 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i3+"/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/items/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.name,data:data48};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
if(data48.length < 1){
const err115 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i3+"/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.name,data:data48};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
else {
const err116 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i3+"/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/items/properties/name/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.name.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.name,data:data48};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
if(data47.kind !== undefined){
let data49 = data47.kind;
if(typeof data49 !== "string"){
const err117 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i3+"/kind",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/items/properties/kind/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.kind.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.kind,data:data49};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
if(!((data49 === "HelmRelease") || (data49 === "UpstartService"))){
const err118 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i3+"/kind",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/items/properties/kind/enum",keyword:"enum",params:{allowedValues: schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.kind.enum},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.kind.enum,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.kind,data:data49};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
if(data47.namespace !== undefined){
let data50 = data47.namespace;
if(typeof data50 === "string"){
if(data50.length > 63){
const err119 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i3+"/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/items/properties/namespace/maxLength",keyword:"maxLength",params:{limit: 63},schema:63,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.namespace,data:data50};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
if(data50.length < 1){
const err120 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i3+"/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/items/properties/namespace/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.namespace,data:data50};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
if(!pattern1.test(data50)){
const err121 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i3+"/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/items/properties/namespace/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.namespace,data:data50};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
}
else {
const err122 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i3+"/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/items/properties/namespace/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.namespace.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.namespace,data:data50};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
}
}
else {
const err123 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i3,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/items/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items,data:data47};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
}
}
}
if(data42.outputsFrom !== undefined){
let data51 = data42.outputsFrom;
if((!(Array.isArray(data51))) && (data51 !== null)){
const err124 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/type",keyword:"type",params:{type: schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.type},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom,data:data51};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
if(Array.isArray(data51)){
if(data51.length > 32){
const err125 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/maxItems",keyword:"maxItems",params:{limit: 32},schema:32,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom,data:data51};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
const len4 = data51.length;
for(let i4=0; i4<len4; i4++){
let data52 = data51[i4];
if(data52 && typeof data52 == "object" && !Array.isArray(data52)){
for(const key17 in data52){
if(!((((key17 === "secretRef") || (key17 === "configMapRef")) || (key17 === "scope")) || (key17 === "keys"))){
const err126 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i4,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key17},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items,data:data52};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
if(data52.secretRef !== undefined){
let data53 = data52.secretRef;
if(data53 && typeof data53 == "object" && !Array.isArray(data53)){
if(data53.name === undefined){
const err127 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i4+"/secretRef",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/secretRef/required",keyword:"required",params:{missingProperty: "name"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.secretRef.required,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.secretRef,data:data53};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
for(const key18 in data53){
if(!(key18 === "name")){
const err128 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i4+"/secretRef",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/secretRef/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key18},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.secretRef,data:data53};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
}
if(data53.name !== undefined){
let data54 = data53.name;
if(typeof data54 === "string"){
if(data54.length > 253){
const err129 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i4+"/secretRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/secretRef/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name,data:data54};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
if(data54.length < 1){
const err130 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i4+"/secretRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/secretRef/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name,data:data54};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
if(!pattern0.test(data54)){
const err131 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i4+"/secretRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/secretRef/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name,data:data54};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
}
else {
const err132 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i4+"/secretRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/secretRef/properties/name/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name,data:data54};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
}
}
else {
const err133 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i4+"/secretRef",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/secretRef/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.secretRef.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.secretRef,data:data53};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
}
if(data52.configMapRef !== undefined){
let data55 = data52.configMapRef;
if(data55 && typeof data55 == "object" && !Array.isArray(data55)){
if(data55.name === undefined){
const err134 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i4+"/configMapRef",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/required",keyword:"required",params:{missingProperty: "name"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.required,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.configMapRef,data:data55};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
for(const key19 in data55){
if(!(key19 === "name")){
const err135 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i4+"/configMapRef",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key19},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.configMapRef,data:data55};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
}
if(data55.name !== undefined){
let data56 = data55.name;
if(typeof data56 === "string"){
if(data56.length > 253){
const err136 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i4+"/configMapRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data56};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
if(data56.length < 1){
const err137 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i4+"/configMapRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data56};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
if(!pattern0.test(data56)){
const err138 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i4+"/configMapRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data56};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
}
else {
const err139 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i4+"/configMapRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/properties/name/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data56};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
}
}
else {
const err140 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i4+"/configMapRef",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.configMapRef,data:data55};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
}
if(data52.scope !== undefined){
let data57 = data52.scope;
if(typeof data57 !== "string"){
const err141 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i4+"/scope",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/scope/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.scope.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.scope,data:data57};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
if(!((data57 === "internal") || (data57 === "external"))){
const err142 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i4+"/scope",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/scope/enum",keyword:"enum",params:{allowedValues: schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.scope.enum},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.scope.enum,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.scope,data:data57};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
}
if(data52.keys !== undefined){
let data58 = data52.keys;
if(Array.isArray(data58)){
if(data58.length > 128){
const err143 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i4+"/keys",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/keys/maxItems",keyword:"maxItems",params:{limit: 128},schema:128,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.keys,data:data58};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
const len5 = data58.length;
for(let i5=0; i5<len5; i5++){
let data59 = data58[i5];
if(typeof data59 === "string"){
if(data59.length > 253){
const err144 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i4+"/keys/" + i5,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/keys/items/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.keys.items,data:data59};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
if(data59.length < 1){
const err145 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i4+"/keys/" + i5,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/keys/items/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.keys.items,data:data59};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
if(!pattern5.test(data59)){
const err146 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i4+"/keys/" + i5,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/keys/items/pattern",keyword:"pattern",params:{pattern: "^[-._a-zA-Z0-9]+$"},schema:"^[-._a-zA-Z0-9]+$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.keys.items,data:data59};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
}
else {
const err147 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i4+"/keys/" + i5,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/keys/items/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.keys.items.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.keys.items,data:data59};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
}
}
else {
const err148 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i4+"/keys",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/keys/type",keyword:"type",params:{type: "array"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.keys.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.keys,data:data58};
if(vErrors === null){
vErrors = [err148];
}
else {
vErrors.push(err148);
}
errors++;
}
}
}
else {
const err149 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i4,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items,data:data52};
if(vErrors === null){
vErrors = [err149];
}
else {
vErrors.push(err149);
}
errors++;
}
}
}
}
if(data42.releaseName !== undefined){
let data60 = data42.releaseName;
if((typeof data60 !== "string") && (data60 !== null)){
const err150 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releaseName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/releaseName/type",keyword:"type",params:{type: schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.releaseName.type},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.releaseName.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.releaseName,data:data60};
if(vErrors === null){
vErrors = [err150];
}
else {
vErrors.push(err150);
}
errors++;
}
if(typeof data60 === "string"){
if(data60.length > 53){
const err151 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releaseName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/releaseName/maxLength",keyword:"maxLength",params:{limit: 53},schema:53,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.releaseName,data:data60};
if(vErrors === null){
vErrors = [err151];
}
else {
vErrors.push(err151);
}
errors++;
}
if(data60.length < 1){
const err152 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releaseName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/releaseName/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.releaseName,data:data60};
if(vErrors === null){
vErrors = [err152];
}
else {
vErrors.push(err152);
}
errors++;
}
if(!pattern0.test(data60)){
const err153 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releaseName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/releaseName/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.releaseName,data:data60};
if(vErrors === null){
vErrors = [err153];
}
else {
vErrors.push(err153);
}
errors++;
}
}
}
if(data42.timeout !== undefined){
let data61 = data42.timeout;
if((typeof data61 !== "string") && (data61 !== null)){
const err154 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/timeout",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/timeout/type",keyword:"type",params:{type: schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.timeout.type},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.timeout.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.timeout,data:data61};
if(vErrors === null){
vErrors = [err154];
}
else {
vErrors.push(err154);
}
errors++;
}
if(typeof data61 === "string"){
if(data61.length > 32){
const err155 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/timeout",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/timeout/maxLength",keyword:"maxLength",params:{limit: 32},schema:32,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.timeout,data:data61};
if(vErrors === null){
vErrors = [err155];
}
else {
vErrors.push(err155);
}
errors++;
}
if(!pattern7.test(data61)){
const err156 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/timeout",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/timeout/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$"},schema:"^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.timeout,data:data61};
if(vErrors === null){
vErrors = [err156];
}
else {
vErrors.push(err156);
}
errors++;
}
}
}
if(data42.suspend !== undefined){
let data62 = data42.suspend;
if((typeof data62 !== "boolean") && (data62 !== null)){
const err157 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/suspend",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/suspend/type",keyword:"type",params:{type: schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.suspend.type},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.suspend.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.suspend,data:data62};
if(vErrors === null){
vErrors = [err157];
}
else {
vErrors.push(err157);
}
errors++;
}
}
if(data42.serviceAccountName !== undefined){
let data63 = data42.serviceAccountName;
if((typeof data63 !== "string") && (data63 !== null)){
const err158 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/serviceAccountName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/serviceAccountName/type",keyword:"type",params:{type: schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.serviceAccountName.type},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.serviceAccountName.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.serviceAccountName,data:data63};
if(vErrors === null){
vErrors = [err158];
}
else {
vErrors.push(err158);
}
errors++;
}
if(typeof data63 === "string"){
if(data63.length > 253){
const err159 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/serviceAccountName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/serviceAccountName/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.serviceAccountName,data:data63};
if(vErrors === null){
vErrors = [err159];
}
else {
vErrors.push(err159);
}
errors++;
}
if(data63.length < 1){
const err160 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/serviceAccountName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/serviceAccountName/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.serviceAccountName,data:data63};
if(vErrors === null){
vErrors = [err160];
}
else {
vErrors.push(err160);
}
errors++;
}
if(!pattern0.test(data63)){
const err161 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/serviceAccountName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/serviceAccountName/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.serviceAccountName,data:data63};
if(vErrors === null){
vErrors = [err161];
}
else {
vErrors.push(err161);
}
errors++;
}
}
}
if(data42.driftDetection !== undefined){
let data64 = data42.driftDetection;
if((typeof data64 !== "string") && (data64 !== null)){
const err162 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/driftDetection",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/driftDetection/type",keyword:"type",params:{type: schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.driftDetection.type},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.driftDetection.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.driftDetection,data:data64};
if(vErrors === null){
vErrors = [err162];
}
else {
vErrors.push(err162);
}
errors++;
}
if(!((((data64 === "Enabled") || (data64 === "Warn")) || (data64 === "Disabled")) || (data64 === null))){
const err163 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/driftDetection",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/driftDetection/enum",keyword:"enum",params:{allowedValues: schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.driftDetection.enum},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.driftDetection.enum,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.driftDetection,data:data64};
if(vErrors === null){
vErrors = [err163];
}
else {
vErrors.push(err163);
}
errors++;
}
}
}
}
}
else {
const err164 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases,data:data41};
if(vErrors === null){
vErrors = [err164];
}
else {
vErrors.push(err164);
}
errors++;
}
}
}
else {
const err165 = {instancePath:instancePath+"/spec/services/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/spec/properties/services/additionalProperties/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties,data:data11};
if(vErrors === null){
vErrors = [err165];
}
else {
vErrors.push(err165);
}
errors++;
}
}
}
else {
const err166 = {instancePath:instancePath+"/spec/services",schemaPath:"#/properties/spec/properties/services/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.type,parentSchema:schema12.properties.spec.properties.services,data:data10};
if(vErrors === null){
vErrors = [err166];
}
else {
vErrors.push(err166);
}
errors++;
}
}
if(data9.params !== undefined){
let data65 = data9.params;
if(data65 && typeof data65 == "object" && !Array.isArray(data65)){
if(Object.keys(data65).length > 256){
const err167 = {instancePath:instancePath+"/spec/params",schemaPath:"#/properties/spec/properties/params/maxProperties",keyword:"maxProperties",params:{limit: 256},schema:256,parentSchema:schema12.properties.spec.properties.params,data:data65};
if(vErrors === null){
vErrors = [err167];
}
else {
vErrors.push(err167);
}
errors++;
}
for(const key20 in data65){
let data66 = data65[key20];
if(typeof data66 === "string"){
if(data66.length > 4096){
const err168 = {instancePath:instancePath+"/spec/params/" + key20.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/spec/properties/params/additionalProperties/maxLength",keyword:"maxLength",params:{limit: 4096},schema:4096,parentSchema:schema12.properties.spec.properties.params.additionalProperties,data:data66};
if(vErrors === null){
vErrors = [err168];
}
else {
vErrors.push(err168);
}
errors++;
}
}
else {
const err169 = {instancePath:instancePath+"/spec/params/" + key20.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/spec/properties/params/additionalProperties/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.params.additionalProperties.type,parentSchema:schema12.properties.spec.properties.params.additionalProperties,data:data66};
if(vErrors === null){
vErrors = [err169];
}
else {
vErrors.push(err169);
}
errors++;
}
}
}
else {
const err170 = {instancePath:instancePath+"/spec/params",schemaPath:"#/properties/spec/properties/params/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.params.type,parentSchema:schema12.properties.spec.properties.params,data:data65};
if(vErrors === null){
vErrors = [err170];
}
else {
vErrors.push(err170);
}
errors++;
}
}
if(data9.namespaces !== undefined){
let data67 = data9.namespaces;
if(typeof data67 !== "string"){
const err171 = {instancePath:instancePath+"/spec/namespaces",schemaPath:"#/properties/spec/properties/namespaces/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.namespaces.type,parentSchema:schema12.properties.spec.properties.namespaces,data:data67};
if(vErrors === null){
vErrors = [err171];
}
else {
vErrors.push(err171);
}
errors++;
}
if(!((data67 === "PerService") || (data67 === "Shared"))){
const err172 = {instancePath:instancePath+"/spec/namespaces",schemaPath:"#/properties/spec/properties/namespaces/enum",keyword:"enum",params:{allowedValues: schema12.properties.spec.properties.namespaces.enum},schema:schema12.properties.spec.properties.namespaces.enum,parentSchema:schema12.properties.spec.properties.namespaces,data:data67};
if(vErrors === null){
vErrors = [err172];
}
else {
vErrors.push(err172);
}
errors++;
}
}
if(data9.suspend !== undefined){
let data68 = data9.suspend;
if(typeof data68 !== "boolean"){
const err173 = {instancePath:instancePath+"/spec/suspend",schemaPath:"#/properties/spec/properties/suspend/type",keyword:"type",params:{type: "boolean"},schema:schema12.properties.spec.properties.suspend.type,parentSchema:schema12.properties.spec.properties.suspend,data:data68};
if(vErrors === null){
vErrors = [err173];
}
else {
vErrors.push(err173);
}
errors++;
}
}
}
else {
const err174 = {instancePath:instancePath+"/spec",schemaPath:"#/properties/spec/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.type,parentSchema:schema12.properties.spec,data:data9};
if(vErrors === null){
vErrors = [err174];
}
else {
vErrors.push(err174);
}
errors++;
}
}
if(data.status !== undefined){
let data69 = data.status;
if(!(data69 && typeof data69 == "object" && !Array.isArray(data69))){
const err175 = {instancePath:instancePath+"/status",schemaPath:"#/properties/status/type",keyword:"type",params:{type: "object"},schema:schema12.properties.status.type,parentSchema:schema12.properties.status,data:data69};
if(vErrors === null){
vErrors = [err175];
}
else {
vErrors.push(err175);
}
errors++;
}
}
}
else {
const err176 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema12.type,parentSchema:schema12,data};
if(vErrors === null){
vErrors = [err176];
}
else {
vErrors.push(err176);
}
errors++;
}
validate11.errors = vErrors;
return errors === 0;
}

export const UpstartService = validate12;
const schema13 = {"$schema":"http://json-schema.org/draft-07/schema#","title":"UpstartService","type":"object","required":["apiVersion","kind","spec"],"additionalProperties":false,"properties":{"apiVersion":{"const":"upstartoperators.upstart.com/v1alpha1"},"kind":{"const":"UpstartService"},"metadata":{"type":["object","null"],"properties":{"name":{"type":"string","maxLength":253,"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"namespace":{"type":"string","maxLength":63,"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},"labels":{"type":["object","null"],"additionalProperties":{"type":"string"}},"annotations":{"type":["object","null"],"additionalProperties":{"type":"string"}}}},"spec":{"type":"object","required":["helmReleases"],"properties":{"helmReleases":{"type":"object","maxProperties":64,"additionalProperties":{"type":"object","required":["chart"],"properties":{"chart":{"type":"string","minLength":1,"maxLength":2048},"version":{"type":"string","maxLength":256},"values":{"type":["object","null"]},"dependencies":{"type":["array","null"],"maxItems":64,"items":{"type":"object","required":["name"],"properties":{"name":{"type":"string","minLength":1,"maxLength":253},"kind":{"type":"string","enum":["HelmRelease","UpstartService"]},"namespace":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$","minLength":1,"maxLength":63}},"additionalProperties":false}},"outputsFrom":{"type":["array","null"],"maxItems":32,"items":{"type":"object","properties":{"secretRef":{"type":"object","required":["name"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253}},"additionalProperties":false},"configMapRef":{"type":"object","required":["name"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253}},"additionalProperties":false},"scope":{"type":"string","enum":["internal","external"]},"keys":{"type":"array","maxItems":128,"items":{"type":"string","pattern":"^[-._a-zA-Z0-9]+$","minLength":1,"maxLength":253}}},"additionalProperties":false}},"releaseName":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":53},"timeout":{"type":"string","pattern":"^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$","maxLength":32},"suspend":{"type":"boolean"},"serviceAccountName":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253},"driftDetection":{"type":"string","enum":["Enabled","Warn","Disabled"]}},"additionalProperties":false}},"suspend":{"type":"boolean"}},"additionalProperties":false},"status":{"type":"object"}}};

function validate12(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.apiVersion === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "apiVersion"},schema:schema13.required,parentSchema:schema13,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.kind === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},schema:schema13.required,parentSchema:schema13,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.spec === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "spec"},schema:schema13.required,parentSchema:schema13,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "apiVersion") || (key0 === "kind")) || (key0 === "metadata")) || (key0 === "spec")) || (key0 === "status"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema13,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.apiVersion !== undefined){
let data0 = data.apiVersion;
if("upstartoperators.upstart.com/v1alpha1" !== data0){
const err4 = {instancePath:instancePath+"/apiVersion",schemaPath:"#/properties/apiVersion/const",keyword:"const",params:{allowedValue: "upstartoperators.upstart.com/v1alpha1"},schema:"upstartoperators.upstart.com/v1alpha1",parentSchema:schema13.properties.apiVersion,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.kind !== undefined){
let data1 = data.kind;
if("UpstartService" !== data1){
const err5 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue: "UpstartService"},schema:"UpstartService",parentSchema:schema13.properties.kind,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.metadata !== undefined){
let data2 = data.metadata;
if((!(data2 && typeof data2 == "object" && !Array.isArray(data2))) && (data2 !== null)){
const err6 = {instancePath:instancePath+"/metadata",schemaPath:"#/properties/metadata/type",keyword:"type",params:{type: schema13.properties.metadata.type},schema:schema13.properties.metadata.type,parentSchema:schema13.properties.metadata,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.name !== undefined){
let data3 = data2.name;
if(typeof data3 === "string"){
if(data3.length > 253){
const err7 = {instancePath:instancePath+"/metadata/name",schemaPath:"#/properties/metadata/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema13.properties.metadata.properties.name,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!pattern0.test(data3)){
const err8 = {instancePath:instancePath+"/metadata/name",schemaPath:"#/properties/metadata/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema13.properties.metadata.properties.name,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/metadata/name",schemaPath:"#/properties/metadata/properties/name/type",keyword:"type",params:{type: "string"},schema:schema13.properties.metadata.properties.name.type,parentSchema:schema13.properties.metadata.properties.name,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data2.namespace !== undefined){
let data4 = data2.namespace;
if(typeof data4 === "string"){
if(data4.length > 63){
const err10 = {instancePath:instancePath+"/metadata/namespace",schemaPath:"#/properties/metadata/properties/namespace/maxLength",keyword:"maxLength",params:{limit: 63},schema:63,parentSchema:schema13.properties.metadata.properties.namespace,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!pattern1.test(data4)){
const err11 = {instancePath:instancePath+"/metadata/namespace",schemaPath:"#/properties/metadata/properties/namespace/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",parentSchema:schema13.properties.metadata.properties.namespace,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/metadata/namespace",schemaPath:"#/properties/metadata/properties/namespace/type",keyword:"type",params:{type: "string"},schema:schema13.properties.metadata.properties.namespace.type,parentSchema:schema13.properties.metadata.properties.namespace,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data2.labels !== undefined){
let data5 = data2.labels;
if((!(data5 && typeof data5 == "object" && !Array.isArray(data5))) && (data5 !== null)){
const err13 = {instancePath:instancePath+"/metadata/labels",schemaPath:"#/properties/metadata/properties/labels/type",keyword:"type",params:{type: schema13.properties.metadata.properties.labels.type},schema:schema13.properties.metadata.properties.labels.type,parentSchema:schema13.properties.metadata.properties.labels,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key1 in data5){
let data6 = data5[key1];
if(typeof data6 !== "string"){
const err14 = {instancePath:instancePath+"/metadata/labels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/metadata/properties/labels/additionalProperties/type",keyword:"type",params:{type: "string"},schema:schema13.properties.metadata.properties.labels.additionalProperties.type,parentSchema:schema13.properties.metadata.properties.labels.additionalProperties,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
}
if(data2.annotations !== undefined){
let data7 = data2.annotations;
if((!(data7 && typeof data7 == "object" && !Array.isArray(data7))) && (data7 !== null)){
const err15 = {instancePath:instancePath+"/metadata/annotations",schemaPath:"#/properties/metadata/properties/annotations/type",keyword:"type",params:{type: schema13.properties.metadata.properties.annotations.type},schema:schema13.properties.metadata.properties.annotations.type,parentSchema:schema13.properties.metadata.properties.annotations,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key2 in data7){
let data8 = data7[key2];
if(typeof data8 !== "string"){
const err16 = {instancePath:instancePath+"/metadata/annotations/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/metadata/properties/annotations/additionalProperties/type",keyword:"type",params:{type: "string"},schema:schema13.properties.metadata.properties.annotations.additionalProperties.type,parentSchema:schema13.properties.metadata.properties.annotations.additionalProperties,data:data8};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
}
}
}
if(data.spec !== undefined){
let data9 = data.spec;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.helmReleases === undefined){
const err17 = {instancePath:instancePath+"/spec",schemaPath:"#/properties/spec/required",keyword:"required",params:{missingProperty: "helmReleases"},schema:schema13.properties.spec.required,parentSchema:schema13.properties.spec,data:data9};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
for(const key3 in data9){
if(!((key3 === "helmReleases") || (key3 === "suspend"))){
const err18 = {instancePath:instancePath+"/spec",schemaPath:"#/properties/spec/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},schema:false,parentSchema:schema13.properties.spec,data:data9};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data9.helmReleases !== undefined){
let data10 = data9.helmReleases;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(Object.keys(data10).length > 64){
const err19 = {instancePath:instancePath+"/spec/helmReleases",schemaPath:"#/properties/spec/properties/helmReleases/maxProperties",keyword:"maxProperties",params:{limit: 64},schema:64,parentSchema:schema13.properties.spec.properties.helmReleases,data:data10};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
for(const key4 in data10){
let data11 = data10[key4];
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.chart === undefined){
const err20 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/required",keyword:"required",params:{missingProperty: "chart"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.required,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties,data:data11};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
for(const key5 in data11){
if(!(func2.call(schema13.properties.spec.properties.helmReleases.additionalProperties.properties, key5))){
const err21 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},schema:false,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties,data:data11};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data11.chart !== undefined){
let data12 = data11.chart;
if(typeof data12 === "string"){
if(data12.length > 2048){
const err22 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/chart",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/chart/maxLength",keyword:"maxLength",params:{limit: 2048},schema:2048,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.chart,data:data12};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data12.length < 1){
const err23 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/chart",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/chart/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.chart,data:data12};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/chart",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/chart/type",keyword:"type",params:{type: "string"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.chart.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.chart,data:data12};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data11.version !== undefined){
let data13 = data11.version;
if(typeof data13 === "string"){
if(data13.length > 256){
const err25 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/version",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/version/maxLength",keyword:"maxLength",params:{limit: 256},schema:256,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.version,data:data13};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/version",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/version/type",keyword:"type",params:{type: "string"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.version.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.version,data:data13};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data11.values !== undefined){
let data14 = data11.values;
if((!(data14 && typeof data14 == "object" && !Array.isArray(data14))) && (data14 !== null)){
const err27 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/values",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/values/type",keyword:"type",params:{type: schema13.properties.spec.properties.helmReleases.additionalProperties.properties.values.type},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.values.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.values,data:data14};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data11.dependencies !== undefined){
let data15 = data11.dependencies;
if((!(Array.isArray(data15))) && (data15 !== null)){
const err28 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/type",keyword:"type",params:{type: schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.type},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies,data:data15};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(Array.isArray(data15)){
if(data15.length > 64){
const err29 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/maxItems",keyword:"maxItems",params:{limit: 64},schema:64,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies,data:data15};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
const len0 = data15.length;
for(let i0=0; i0<len0; i0++){
let data16 = data15[i0];
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.name === undefined){
const err30 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0,schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/required",keyword:"required",params:{missingProperty: "name"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.required,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items,data:data16};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
for(const key6 in data16){
if(!(((key6 === "name") || (key6 === "kind")) || (key6 === "namespace"))){
const err31 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0,schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},schema:false,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items,data:data16};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data16.name !== undefined){
let data17 = data16.name;
if(typeof data17 === "string"){
if(data17.length > 253){
const err32 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0+"/name",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.name,data:data17};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(data17.length < 1){
const err33 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0+"/name",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.name,data:data17};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
else {
const err34 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0+"/name",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/name/type",keyword:"type",params:{type: "string"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.name.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.name,data:data17};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data16.kind !== undefined){
let data18 = data16.kind;
if(typeof data18 !== "string"){
const err35 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0+"/kind",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/kind/type",keyword:"type",params:{type: "string"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.kind.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.kind,data:data18};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(!((data18 === "HelmRelease") || (data18 === "UpstartService"))){
const err36 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0+"/kind",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/kind/enum",keyword:"enum",params:{allowedValues: schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.kind.enum},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.kind.enum,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.kind,data:data18};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data16.namespace !== undefined){
let data19 = data16.namespace;
if(typeof data19 === "string"){
if(data19.length > 63){
const err37 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0+"/namespace",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/namespace/maxLength",keyword:"maxLength",params:{limit: 63},schema:63,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.namespace,data:data19};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(data19.length < 1){
const err38 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0+"/namespace",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/namespace/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.namespace,data:data19};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(!pattern1.test(data19)){
const err39 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0+"/namespace",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/namespace/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.namespace,data:data19};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
else {
const err40 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0+"/namespace",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/namespace/type",keyword:"type",params:{type: "string"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.namespace.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.namespace,data:data19};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
else {
const err41 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0,schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/type",keyword:"type",params:{type: "object"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items,data:data16};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
}
if(data11.outputsFrom !== undefined){
let data20 = data11.outputsFrom;
if((!(Array.isArray(data20))) && (data20 !== null)){
const err42 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/type",keyword:"type",params:{type: schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.type},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom,data:data20};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(Array.isArray(data20)){
if(data20.length > 32){
const err43 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/maxItems",keyword:"maxItems",params:{limit: 32},schema:32,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom,data:data20};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
const len1 = data20.length;
for(let i1=0; i1<len1; i1++){
let data21 = data20[i1];
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
for(const key7 in data21){
if(!((((key7 === "secretRef") || (key7 === "configMapRef")) || (key7 === "scope")) || (key7 === "keys"))){
const err44 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1,schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},schema:false,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items,data:data21};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data21.secretRef !== undefined){
let data22 = data21.secretRef;
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
if(data22.name === undefined){
const err45 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/secretRef",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/required",keyword:"required",params:{missingProperty: "name"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.required,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef,data:data22};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
for(const key8 in data22){
if(!(key8 === "name")){
const err46 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/secretRef",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},schema:false,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef,data:data22};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data22.name !== undefined){
let data23 = data22.name;
if(typeof data23 === "string"){
if(data23.length > 253){
const err47 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/secretRef/name",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name,data:data23};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if(data23.length < 1){
const err48 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/secretRef/name",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name,data:data23};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(!pattern0.test(data23)){
const err49 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/secretRef/name",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name,data:data23};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
else {
const err50 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/secretRef/name",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/properties/name/type",keyword:"type",params:{type: "string"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name,data:data23};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
else {
const err51 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/secretRef",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/type",keyword:"type",params:{type: "object"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef,data:data22};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data21.configMapRef !== undefined){
let data24 = data21.configMapRef;
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
if(data24.name === undefined){
const err52 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/configMapRef",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/required",keyword:"required",params:{missingProperty: "name"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.required,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef,data:data24};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
for(const key9 in data24){
if(!(key9 === "name")){
const err53 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/configMapRef",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},schema:false,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef,data:data24};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data24.name !== undefined){
let data25 = data24.name;
if(typeof data25 === "string"){
if(data25.length > 253){
const err54 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/configMapRef/name",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data25};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if(data25.length < 1){
const err55 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/configMapRef/name",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data25};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
if(!pattern0.test(data25)){
const err56 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/configMapRef/name",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data25};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
else {
const err57 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/configMapRef/name",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/properties/name/type",keyword:"type",params:{type: "string"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data25};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
}
else {
const err58 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/configMapRef",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/type",keyword:"type",params:{type: "object"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef,data:data24};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data21.scope !== undefined){
let data26 = data21.scope;
if(typeof data26 !== "string"){
const err59 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/scope",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/scope/type",keyword:"type",params:{type: "string"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.scope.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.scope,data:data26};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if(!((data26 === "internal") || (data26 === "external"))){
const err60 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/scope",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/scope/enum",keyword:"enum",params:{allowedValues: schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.scope.enum},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.scope.enum,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.scope,data:data26};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data21.keys !== undefined){
let data27 = data21.keys;
if(Array.isArray(data27)){
if(data27.length > 128){
const err61 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/keys",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/keys/maxItems",keyword:"maxItems",params:{limit: 128},schema:128,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys,data:data27};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
const len2 = data27.length;
for(let i2=0; i2<len2; i2++){
let data28 = data27[i2];
if(typeof data28 === "string"){
if(data28.length > 253){
const err62 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/keys/" + i2,schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/keys/items/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys.items,data:data28};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
if(data28.length < 1){
const err63 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/keys/" + i2,schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/keys/items/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys.items,data:data28};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
if(!pattern5.test(data28)){
const err64 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/keys/" + i2,schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/keys/items/pattern",keyword:"pattern",params:{pattern: "^[-._a-zA-Z0-9]+$"},schema:"^[-._a-zA-Z0-9]+$",parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys.items,data:data28};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
else {
const err65 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/keys/" + i2,schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/keys/items/type",keyword:"type",params:{type: "string"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys.items.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys.items,data:data28};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
}
else {
const err66 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/keys",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/keys/type",keyword:"type",params:{type: "array"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys,data:data27};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
else {
const err67 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1,schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/type",keyword:"type",params:{type: "object"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items,data:data21};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
}
}
if(data11.releaseName !== undefined){
let data29 = data11.releaseName;
if(typeof data29 === "string"){
if(data29.length > 53){
const err68 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releaseName",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/releaseName/maxLength",keyword:"maxLength",params:{limit: 53},schema:53,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.releaseName,data:data29};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if(data29.length < 1){
const err69 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releaseName",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/releaseName/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.releaseName,data:data29};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if(!pattern0.test(data29)){
const err70 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releaseName",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/releaseName/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.releaseName,data:data29};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
else {
const err71 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releaseName",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/releaseName/type",keyword:"type",params:{type: "string"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.releaseName.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.releaseName,data:data29};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data11.timeout !== undefined){
let data30 = data11.timeout;
if(typeof data30 === "string"){
if(data30.length > 32){
const err72 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/timeout",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/timeout/maxLength",keyword:"maxLength",params:{limit: 32},schema:32,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.timeout,data:data30};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
if(!pattern7.test(data30)){
const err73 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/timeout",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/timeout/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$"},schema:"^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$",parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.timeout,data:data30};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
else {
const err74 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/timeout",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/timeout/type",keyword:"type",params:{type: "string"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.timeout.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.timeout,data:data30};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data11.suspend !== undefined){
let data31 = data11.suspend;
if(typeof data31 !== "boolean"){
const err75 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/suspend",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/suspend/type",keyword:"type",params:{type: "boolean"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.suspend.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.suspend,data:data31};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data11.serviceAccountName !== undefined){
let data32 = data11.serviceAccountName;
if(typeof data32 === "string"){
if(data32.length > 253){
const err76 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/serviceAccountName",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/serviceAccountName/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.serviceAccountName,data:data32};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
if(data32.length < 1){
const err77 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/serviceAccountName",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/serviceAccountName/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.serviceAccountName,data:data32};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if(!pattern0.test(data32)){
const err78 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/serviceAccountName",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/serviceAccountName/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.serviceAccountName,data:data32};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
else {
const err79 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/serviceAccountName",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/serviceAccountName/type",keyword:"type",params:{type: "string"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.serviceAccountName.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.serviceAccountName,data:data32};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(data11.driftDetection !== undefined){
let data33 = data11.driftDetection;
if(typeof data33 !== "string"){
const err80 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/driftDetection",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/driftDetection/type",keyword:"type",params:{type: "string"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.driftDetection.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.driftDetection,data:data33};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
if(!(((data33 === "Enabled") || (data33 === "Warn")) || (data33 === "Disabled"))){
const err81 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/driftDetection",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/driftDetection/enum",keyword:"enum",params:{allowedValues: schema13.properties.spec.properties.helmReleases.additionalProperties.properties.driftDetection.enum},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.driftDetection.enum,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.driftDetection,data:data33};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
}
else {
const err82 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/type",keyword:"type",params:{type: "object"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties,data:data11};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
}
else {
const err83 = {instancePath:instancePath+"/spec/helmReleases",schemaPath:"#/properties/spec/properties/helmReleases/type",keyword:"type",params:{type: "object"},schema:schema13.properties.spec.properties.helmReleases.type,parentSchema:schema13.properties.spec.properties.helmReleases,data:data10};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data9.suspend !== undefined){
let data34 = data9.suspend;
if(typeof data34 !== "boolean"){
const err84 = {instancePath:instancePath+"/spec/suspend",schemaPath:"#/properties/spec/properties/suspend/type",keyword:"type",params:{type: "boolean"},schema:schema13.properties.spec.properties.suspend.type,parentSchema:schema13.properties.spec.properties.suspend,data:data34};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
}
else {
const err85 = {instancePath:instancePath+"/spec",schemaPath:"#/properties/spec/type",keyword:"type",params:{type: "object"},schema:schema13.properties.spec.type,parentSchema:schema13.properties.spec,data:data9};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data.status !== undefined){
let data35 = data.status;
if(!(data35 && typeof data35 == "object" && !Array.isArray(data35))){
const err86 = {instancePath:instancePath+"/status",schemaPath:"#/properties/status/type",keyword:"type",params:{type: "object"},schema:schema13.properties.status.type,parentSchema:schema13.properties.status,data:data35};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
}
else {
const err87 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema13.type,parentSchema:schema13,data};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
validate12.errors = vErrors;
return errors === 0;
}

